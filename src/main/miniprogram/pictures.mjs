// Pictures of the pages for README, and of what is wider than its screen: the simulator's pages, their WXSS turned
// into CSS, in Chromium at 320 px. `npm run pictures [folder] [all]`; FUHAN_CHROMIUM names a browser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invitation, invited, letter, problem, received, receiptCode } from './test/samples.mjs';
import { app, Phone } from './test/simulator.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../doc', import.meta.url));
const WIDTH = 320;
const read = (file) => readFileSync(join(app, file), 'utf8');

function css(file, within = '') {
  return read(file)
    .replace(/(-?[\d.]+)rpx/g, (_, n) => `calc(${n} * 100vw / 750)`)
    .replace(/(^|[}{;\s])page\s*{/g, '$1body {')
    .replace(/(^|})\s*(\.[^{}]+){/g, (_, before, selectors) => `${before}\n${selectors.split(',').map((each) => `${within} ${each.trim()}`).join(', ')} {`);
}

const components = readdirSync(join(app, 'components'));
const tags = { view: 'div', text: 'span', button: 'button', input: 'input', textarea: 'textarea' };
const tagOf = { 'progress-line': 'progress' };

function html(node) {
  if (typeof node === 'string') return node.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br>');
  const tag = tags[node.tag] ?? `x-${tagOf[node.tag] ?? node.tag}`;
  const attrs = Object.entries(node.attrs)
    .filter(([name]) => ['class', 'style', 'id', 'value', 'placeholder'].includes(name) || name.startsWith('aria-'))
    .map(([name, value]) => ` ${name === 'aria-role' ? 'role' : name}="${String(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`)
    .join('');
  if (tag === 'input') return `<input${attrs}>`;
  if (tag === 'textarea') return `<textarea${attrs}>${node.attrs.value ?? ''}</textarea>`;
  return `<${tag}${attrs}>${node.children.map(html).join('')}</${tag}>`;
}

function page(screen, name, dark) {
  const { navigationBarTitleText: title } = JSON.parse(read(`pages/${name}/${name}.json`));
  const { tabBar } = JSON.parse(read('app.json'));
  const theme = JSON.parse(read('theme.json'))[dark ? 'dark' : 'light'];
  const tabs = tabBar.list.some(({ pagePath }) => pagePath.includes(`/${name}`))
    ? `<div style="position:sticky;bottom:0;display:flex;background:${theme.paper};border-top:1px solid #8886;font:15px/52px sans-serif;text-align:center">${tabBar.list
        .map(({ pagePath, text }) => `<b style="flex:1;font-weight:400;color:${pagePath.includes(`/${name}`) ? theme.act : theme.soft}">${text}</b>`)
        .join('')}</div>`
    : '';
  const style = [
    // what the platform's own elements look like before any class
    'html,body{margin:0;min-height:100%}body{font-family:"Noto Sans CJK SC",sans-serif}x-outcome,x-choice,x-progress{display:inline}',
    'button{font:inherit;-webkit-appearance:none;cursor:pointer}input,textarea{font:inherit;display:block;box-sizing:content-box;resize:none;-webkit-appearance:none}',
    css('app.wxss'),
    ...components.map((each) => css(`components/${each}/${each}.wxss`, `x-${each}`)),
    css(`pages/${name}/${name}.wxss`),
  ].join('\n');
  const toned = dark ? style.replaceAll('(prefers-color-scheme: dark)', 'all') : style.replaceAll('(prefers-color-scheme: dark)', 'not all');
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${toned}</style><body>
<div style="position:sticky;top:0;z-index:1;height:44px;background:${theme.bar};color:${dark ? '#fff' : '#000'};font:600 17px/44px 'Noto Sans CJK SC',sans-serif;text-align:center">${title}</div>
${html(screen.tree.children[0])}${tabs}</body></html>`;
}

const phone = new Phone();
const found = [
  letter.item,
  { ...letter.item, code: 'A000000001', title: '【示例】关于市政协三届二次会议第0112号提案的复函', documentNumber: '示教函〔2026〕7号', department: '示例市教育局', outcome: 'B' },
];
const base = {
  'GET /api/v1/replies': [200, { items: found, next: null, estimatedTotal: 2 }],
  'GET /api/v1/replies/7G4K2M9QXR': [200, letter.whole],
  'POST /api/v1/sessions/wechat': [201, { accessToken: 'access', expiresIn: 900, refreshToken: 'refresh', refreshExpiresIn: 9000 }],
  'GET /api/v1/wechat/templates': [200, { items: [{ event: 'ANSWERED', templateId: 't1' }] }],
  'POST /api/v1/me/invitations': [201, invitation],
  'GET /api/v1/me/replies': [200, { items: [invitation, { ...invitation, code: 'A000000001', title: found[1].title, receipt: { ...invited, rating: 'SATISFIED' } }], next: null }],
  'GET /api/v1/invitation': [200, invitation],
};
const sending = { ...base };
const accepting = { ...base, 'POST /api/v1/replies/7G4K2M9QXR/receipts': [201, received] };

/** Each shot: a page in a state. */
const shots = {
  list: { page: 'list' },
  letter: { page: 'letter', options: { code: '7G4K2M9QXR' } },
  'letter-dark': { page: 'letter', options: { code: '7G4K2M9QXR' }, dark: true },
  'letter-large': { page: 'letter', options: { code: '7G4K2M9QXR' }, size: 2, setting: 23 },
  form: {
    page: 'receipt',
    options: { receipt: receiptCode },
    act: async (screen) => {
      await screen.tap('基本满意');
      screen.page.setData({ opinion: '线路改得好，站台还可以再亮一些。', typed: 16 });
    },
  },
  faults: { page: 'receipt', options: { receipt: receiptCode }, act: async (screen) => { await screen.tap('不满意'); await screen.tap('提交回执'); } },
  sending: { page: 'receipt', options: { receipt: receiptCode }, act: async (screen) => { await screen.tap('满意'); await screen.tap('提交回执'); } },
  received: { page: 'receipt', options: { receipt: receiptCode }, network: accepting, act: async (screen) => { await screen.tap('满意'); await screen.tap('提交回执'); } },
  refused: { page: 'receipt', options: { receipt: receiptCode }, network: { ...base, 'GET /api/v1/invitation': [403, { ...problem(403, 'receipt-code-unknown'), title: '回执码无效', detail: '回执码不对。请核对回执单，或请承办单位重新出具。' }] } },
  mine: { page: 'mine', network: base, before: async () => { const screen = await phone.open('receipt', { receipt: receiptCode }); await screen.tap('满意'); await screen.close(); } },
  'form-large-dark': { page: 'receipt', options: { receipt: receiptCode }, dark: true, size: 2, setting: 20, act: (screen) => screen.tap('不满意') },
};

const pages = {};
for (const [name, shot] of Object.entries(shots)) {
  phone.storage.kept.clear();
  if (shot.size) phone.storage.set('size', shot.size);
  phone.fontSizeSetting = shot.setting ?? 17;
  phone.network = shot.network ?? sending;
  phone.start();
  await shot.before?.();
  const screen = await phone.open(shot.page, shot.options);
  await shot.act?.(screen);
  pages[name] = page(screen, shot.page, shot.dark);
  await screen.close();
}

const work = mkdtempSync(join(tmpdir(), 'fuhan-pictures-'));
const browser = (...args) =>
  spawnSync(process.env.FUHAN_CHROMIUM ?? 'chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--virtual-time-budget=3000', ...args], { encoding: 'utf8', maxBuffer: 1 << 26, timeout: 90_000 });

/** Phones side by side, each as high as `height`, or as its page. */
function sheet(names, height) {
  const frames = names.map((name) => `<iframe id="${name}" style="width:${WIDTH}px;height:${height}px;border:0;margin:8px;box-shadow:0 0 0 1px #999;border-radius:12px" srcdoc="${pages[name].replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"></iframe>`);
  const file = join(work, 'sheet.html');
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><body style="margin:0;background:#fff;white-space:nowrap;font-size:0">${frames.join('')}<pre id="wide"></pre>
<script>onload=()=>{const wide=[];for(const frame of document.querySelectorAll('iframe')){const d=frame.contentDocument;for(const each of d.querySelectorAll('body *')){const r=each.getBoundingClientRect();if(r.right>${WIDTH}+.5||r.left<-.5)wide.push(frame.id+' '+each.tagName+'.'+each.className+' '+Math.round(r.right));const tap=each.matches('button,input,[role=radio],[role=link],[role=button]');if(tap&&(r.height<44||r.width<44))wide.push('small '+frame.id+' '+each.className+' '+Math.round(r.width)+'x'+Math.round(r.height))}}document.getElementById('wide').textContent=wide.join('\\n')}</script>`);
  return file;
}

function picture(png, names, height) {
  const file = sheet(names, height);
  browser(`--window-size=${Math.max(500, names.length * (WIDTH + 16))},${height + 16}`, '--force-device-scale-factor=1', `--screenshot=${join(folder, png)}`, `file://${file}`);
}

const all = sheet(Object.keys(pages), 3000);
const { stdout } = browser('--dump-dom', '--window-size=4000,3000', `file://${all}`);
const wide = /<pre id="wide">([^<]*)<\/pre>/.exec(stdout)?.[1];
if (wide === undefined) throw new Error('no browser');
if (process.argv[3] === 'all') {
  Object.keys(pages).forEach((name) => picture(`${name}.png`, [name], 1400));
} else {
  picture('miniprogram-read.png', ['list', 'letter', 'letter-dark'], 640);
  picture('miniprogram-answer.png', ['form', 'sending', 'received'], 640);
}
rmSync(work, { recursive: true });
if (wide) {
  console.error(wide);
  process.exit(1);
}
