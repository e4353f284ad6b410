import { OwnRoot } from './own-root.ts';
import { survey, kill, fault } from './crash.ts';
const r = new OwnRoot();
const s = survey(r);
console.log(s.points.length, s.points.filter(p => p.verb === 'apply').length);
let i = 0;
const t0 = Date.now();
for (const p of s.points) {
  if (i++ % 4) continue;
  const t = kill(r, s, p);
  if (t.wrong) console.log(t);
}
console.log((Date.now() - t0) / 1000);
for (const error of ['ENOSPC', 'EROFS', 'EACCES', 'EIO'])
  for (const isForGood of [false, true]) {
    let k = 0;
    for (const p of s.points.filter(p =>
      ['pwrite64', 'fsync', 'rename', 'mkdir', 'fchown', 'unlink'].includes(p.call),
    )) {
      if (k++ % 6) continue;
      const t = fault(r, s, { point: p, error, isForGood });
      if (t.wrong) console.log(error, isForGood, t);
    }
  }
console.log((Date.now() - t0) / 1000);
r.remove();
