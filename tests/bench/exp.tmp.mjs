import { chromium } from '@playwright/test'
import fs from 'node:fs'
import { CHROMIUM_FLAGS, findChromium } from '/work/main/scripts/browser.mjs'
import { serve } from '/work/main/tests/bench/server.mjs'
const dist=process.env.DIST??'/tmp/fresh/dist', layer=process.argv[2]
const exps=JSON.parse(process.argv[3]??'{}')
const browser = await chromium.launch({ executablePath: await findChromium({install:false}), args:[...CHROMIUM_FLAGS] })
const { origin, close } = await serve(dist)
for (const [name,css] of Object.entries({base:'',...exps,base2:''})) {
const context=await browser.newContext({viewport:{width:1280,height:900}, reducedMotion:'reduce', bypassCSP:true})
const page = await context.newPage()
await page.goto(origin+'/en/layers/'+layer+'/')
await page.waitForFunction(()=>['live','partial'].includes(document.querySelector('[data-layer]').dataset.state))
if(css) await page.addStyleTag({content:css})
await page.waitForTimeout(400)
await browser.startTracing(page,{path:'/tmp/trace.json',categories:['devtools.timeline','disabled-by-default-devtools.timeline','blink','toplevel']})
const n=await page.evaluate(async()=>{
 const lab=document.querySelector('[data-layer]');let n=0
 const set=(i,v)=>{Object.getOwnPropertyDescriptor(HTMLInputElement.prototype,'value').set.call(i,v);i.dispatchEvent(new Event('input',{bubbles:true}))}
 const rs=[...lab.querySelectorAll('form input[type=range]')]
 for(const r of rs) for(let k=0;k<5;k++){const min=+r.min,max=+r.max,step=+r.step||1; set(r,String(min+Math.round((max-min)*((k%4)/3)/step)*step));n++; await new Promise(r=>setTimeout(r,70)) }
 return n})
await browser.stopTracing()
const ev=JSON.parse(fs.readFileSync('/tmp/trace.json')).traceEvents
const main={}; for(const e of ev) if(e.ph==='M'&&e.name==='thread_name') main[e.pid+':'+e.tid]=e.args.name
const t=(nm,th='CrRendererMain')=>(ev.filter(e=>e.ph==='X'&&e.name===nm&&main[e.pid+':'+e.tid]===th).reduce((s,e)=>s+e.dur,0)/1000/n).toFixed(2)
console.log(layer.padEnd(24),name.padEnd(14),'n',n,'task',t('RunTask'),'js',t('FunctionCall'),'style',t('UpdateLayoutTree'),'layout',t('Layout'),'prepaint',t('PrePaint'),'paint',t('Blink.Paint.UpdateTime'),'lifecycle',t('WebFrameWidgetImpl::UpdateLifecycle'),'worker',t('HandlePostMessage','DedicatedWorker thread'))
await context.close()}
await browser.close(); close()
