import { chromium } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from '/work/main/scripts/browser.mjs'
import { serve } from '/work/main/tests/bench/server.mjs'
const browser = await chromium.launch({ executablePath: await findChromium({install:false}), args:[...CHROMIUM_FLAGS,'--disable-frame-rate-limit','--disable-gpu-vsync'] })
const { origin, close } = await serve('/tmp/fresh/dist')
for (const layer of process.argv.slice(2)) {
const page = await browser.newPage({viewport:{width:1280,height:900}, reducedMotion:'reduce'})
await page.goto(origin+'/en/layers/'+layer+'/')
await page.waitForFunction(()=>document.querySelector('[data-layer]').dataset.state==='live')
const out = await page.evaluate(async()=>{
 const lab=document.querySelector('[data-layer]'); const out=[];
 const set=(i,v)=>{Object.getOwnPropertyDescriptor(HTMLInputElement.prototype,'value').set.call(i,v);i.dispatchEvent(new Event('input',{bubbles:true}))}
 const rs=[...lab.querySelectorAll('form input[type=range]')].filter(r=>r.offsetParent)
 for(const r of rs) for(let k=0;k<10;k++){ const log={}; 
  const min=+r.min,max=+r.max,step=+r.step||1; const v=String(min+Math.round((max-min)*((k%4)/3)/step)*step);
  const asked0=lab.dataset.asked; const t0=performance.now();
  let ans; const answered=new Promise(res=>{const mo=new MutationObserver(()=>{ if(lab.dataset.asked!==asked0&&lab.dataset.version===lab.dataset.asked&&lab.dataset.state!=='busy'){mo.disconnect();ans=performance.now()-t0;res()}});mo.observe(lab,{attributes:true}); setTimeout(()=>{mo.disconnect();res()},300)});
  set(r,v); log.sync=performance.now()-t0;
  await answered; if(!ans) continue; log.ans=ans;
  await new Promise(r=>requestAnimationFrame(r)); const a=performance.now(); await new Promise(r=>{const {port1,port2}=new MessageChannel();port1.onmessage=r;port2.postMessage(0)}); log.raf=performance.now()-a; log.total=performance.now()-t0; log.name=r.closest('.lb-control')?.querySelector('[name]')?.name; out.push(log);
  await new Promise(r=>setTimeout(r,40)) }
 return out})
const q=(k,p)=>{const a=out.map(o=>o[k]).sort((x,y)=>x-y);return a[Math.floor(p*(a.length-1))].toFixed(1)}
console.log(layer,out.length,['sync','ans','raf','total'].map(k=>k+' '+q(k,.5)+'/'+q(k,.95)).join('  '))
const by={};for(const o of out)(by[o.name]??=[]).push(o);for(const n in by){const s=[...by[n]];const m=k=>s.map(o=>o[k]).sort((x,y)=>x-y)[Math.floor(s.length/2)].toFixed(1);console.log('   ',n,'sync',m('sync'),'ans',m('ans'),'raf',m('raf'),'total',m('total'))}
await page.close()}
await browser.close(); close()
