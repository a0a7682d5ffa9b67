import { crc32 } from 'node:zlib'

/** A link of these bytes with a right version and checksum, whatever they are. */
export function linkOf(deflated: Buffer): string {
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(deflated))
  return `#n=a${Buffer.concat([checksum, deflated]).toString('base64url')}`
}
