import { chromium } from '@playwright/test'
import fs from 'node:fs'
import { CHROMIUM_FLAGS, findChromium } from '/work/main/scripts/browser.mjs'
import { serve } from '/work/main/tests/bench/server.mjs'
const dist=process.env.DIST??'/tmp/fresh/dist'
const browser = await chromium.launch({ executablePath: await findChromium({install:false}), args:[...CHROMIUM_FLAGS] })
const { origin, close } = await serve(dist)
for (const layer of process.argv.slice(2)) {
const page = await browser.newPage({viewport:{width:1280,height:900}, reducedMotion:'reduce'})
await page.goto(origin+'/en/layers/'+layer+'/')
await page.waitForFunction(()=>document.querySelector('[data-layer]').dataset.state==='live')
await page.waitForTimeout(500)
await browser.startTracing(page,{path:'/tmp/trace.json',categories:['devtools.timeline','disabled-by-default-devtools.timeline','v8','blink','cc','toplevel']})
const n=await page.evaluate(async()=>{
 const lab=document.querySelector('[data-layer]');let n=0
 const set=(i,v)=>{Object.getOwnPropertyDescriptor(HTMLInputElement.prototype,'value').set.call(i,v);i.dispatchEvent(new Event('input',{bubbles:true}))}
 const rs=[...lab.querySelectorAll('form input[type=range]')].filter(r=>r.offsetParent)
 for(const r of rs) for(let k=0;k<6;k++){const min=+r.min,max=+r.max,step=+r.step||1; set(r,String(min+Math.round((max-min)*((k%4)/3)/step)*step));n++; await new Promise(r=>setTimeout(r,80)) }
 return n})
await browser.stopTracing()
const ev=JSON.parse(fs.readFileSync('/tmp/trace.json')).traceEvents
const names={}; for(const e of ev) if(e.ph==='M'&&e.name==='thread_name') names[e.pid+':'+e.tid]=e.args.name
const tot={}; for(const e of ev) if(e.ph==='X'&&e.dur){const k=(names[e.pid+':'+e.tid]??'?')+' | '+e.name; (tot[k]??={d:0,n:0}); tot[k].d+=e.dur;tot[k].n++}
console.log(layer,'changes',n); for(const [k,v] of Object.entries(tot).sort((a,b)=>b[1].d-a[1].d).slice(0,45)) console.log('  ',(v.d/1000/n).toFixed(2).padStart(7),'ms/change', String(v.n).padStart(6), k)
await page.close()}
await browser.close(); close()
