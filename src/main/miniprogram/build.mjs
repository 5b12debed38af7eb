// Makes target/app, the folder that WeChat's DevTools open: TypeScript compiled, everything else copied, the site's
// address (FUHAN_PUBLIC_URL) and the appid (FUHAN_WECHAT_APPID) filled in.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, 'target', 'app');

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
cpSync(join(here, 'app'), target, { recursive: true, filter: (file) => !file.endsWith('.ts') });

const compiler = join(here, 'node_modules', 'typescript', 'bin', 'tsc');
const compiled = spawnSync(process.execPath, [compiler, '-p', here], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

const site = process.env.FUHAN_PUBLIC_URL?.replace(/\/+$/, '');
if (site) {
  if (!/^https?:\/\/[^/\s'"\\]+(\/[^\s'"\\?#]*)?$/.test(site)) {
    console.error(`FUHAN_PUBLIC_URL is no web address: ${site}`);
    process.exit(1);
  }
  replace('settings.js', 'https://fuhan.example', site);
}
const appid = process.env.FUHAN_WECHAT_APPID;
if (appid) {
  if (!/^wx[0-9a-f]{16}$/.test(appid)) {
    console.error(`FUHAN_WECHAT_APPID is no appid: ${appid}`);
    process.exit(1);
  }
  replace('project.config.json', 'touristappid', appid);
}

function replace(file, from, to) {
  const path = join(target, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
}
