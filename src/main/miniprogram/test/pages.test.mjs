import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { quiet } from './phone.mjs';
import { invitation, invited, letter, problem, received, receiptCode } from './samples.mjs';
import { app, Phone, text } from './simulator.mjs';

let phone, screen;

beforeEach(() => {
  phone = new Phone();
  phone.start();
});

afterEach(async () => {
  await screen?.close();
  screen = undefined;
});

const open = async (page, options) => (screen = await phone.open(page, options));
const link = (path) => ({ q: encodeURIComponent(`https://fuhan.example${path}`) });
const posts = () => phone.asked.filter(({ path }) => path.endsWith('/receipts'));
const drafts = () => phone.storage.keys().filter((key) => key.startsWith('draft/')).map((key) => phone.storage.get(key));
const withoutWeChat = { 'POST /api/v1/sessions/wechat': [503, problem(503, 'wechat-not-configured')] };
const withWeChat = {
  'POST /api/v1/sessions/wechat': [201, { accessToken: 'access', expiresIn: 900, refreshToken: 'refresh', refreshExpiresIn: 9000 }],
  'GET /api/v1/wechat/templates': [200, { items: [{ event: 'ANSWERED', templateId: 't1' }, { event: 'REVISED', templateId: 't2' }, { event: 'PROGRESS', templateId: 't3' }, { event: 'REMINDER', templateId: 't4' }] }],
  'POST /api/v1/me/invitations': [201, invitation],
  'POST /api/v1/me/subscriptions': [204, ''],
  'GET /api/v1/me/replies': [200, { items: [invitation], next: null }],
};
const invitedNow = { 'GET /api/v1/invitation': [200, invitation] };
const accepting = { 'POST /api/v1/replies/7G4K2M9QXR/receipts': [201, received] };

// 查找

const items = { items: [letter.item], next: null, estimatedTotal: 1 };

test('the list shows the newest letters, and one tap opens one', async () => {
  phone.network = { 'GET /api/v1/replies': [200, items] };
  await open('list');
  assert.match(screen.text, /最近公开 1 件 .*0037号提案的复函/);
  assert.match(screen.text, /A 已经解决或基本解决/);
  await screen.tap('0037号提案的复函');
  assert.deepEqual(phone.went, ['/pages/letter/letter?code=7G4K2M9QXR']);
});

test('a search marks what was found, and a long one goes on page by page', async () => {
  const found = (code) => ({ ...letter.item, code, excerpt: [{ text: '优化', match: false }, { text: '公交', match: true }] });
  phone.network = {
    'GET /api/v1/replies': [200, items],
    [`GET /api/v1/replies?q=${encodeURIComponent('公交')}&limit=20`]: [200, { items: [found('A000000001')], next: 'two', estimatedTotal: 30 }],
    [`GET /api/v1/replies?q=${encodeURIComponent('公交')}&limit=20&cursor=two`]: [200, { items: [found('A000000002')], next: null, estimatedTotal: 30 }],
  };
  await open('list');
  await screen.type('查找复函', ' 公交 ');
  await screen.tap('查找');
  assert.match(screen.text, /查找结果 约 30 件/);
  assert.ok(screen.nodes().some((node) => node.attrs.class === 'match' && text(node) === '公交'));
  await screen.tap('更多');
  assert.equal(screen.nodes().filter((node) => node.attrs.class === 'card').length, 2);
  assert.ok(!screen.has('更多'));
});

test('nothing found is said, with a way back', async () => {
  phone.network = { 'GET /api/v1/replies': [200, { items: [], next: null, estimatedTotal: 0 }] };
  await open('list');
  await screen.type('查找复函', '没有的');
  await screen.tap('查找');
  assert.match(screen.text, /没有找到/);
  phone.network['GET /api/v1/replies'] = [200, items];
  await screen.tap('看全部');
  assert.match(screen.text, /0037号/);
});

test('without a network the list says so, and tries again when told', async () => {
  await open('list');
  assert.match(screen.text, /没有连上网络/);
  phone.network = { 'GET /api/v1/replies': [200, items] };
  await screen.tap('再试一次');
  assert.match(screen.text, /0037号/);
  assert.doesNotMatch(screen.text, /没有连上网络/);
});

test('an answer to an earlier search doesn’t replace a later one’s', async () => {
  phone.network = {
    'GET /api/v1/replies': [200, items],
    [`GET /api/v1/replies?q=${encodeURIComponent('一')}&limit=20`]: [200, { items: [], next: null, estimatedTotal: 0 }],
  };
  await open('list');
  screen.page.setData({ q: '一' });
  const first = screen.page.search();
  screen.page.setData({ q: '' });
  await Promise.all([first, screen.page.search()]);
  assert.match(screen.text, /0037号/);
});

test('paper QR, mini-program code and scanning inside lead to the page meant', async () => {
  phone.network = { 'GET /api/v1/replies': [200, items] };
  await open('list', link('/r/7G4K2M9QXR'));
  await (await phone.open('list', link(`/h/${receiptCode}`))).close();
  await (await phone.open('list', { scene: '7G4K2M9QXR' })).close();
  phone.scanned = 'https://fuhan.example/r/7G4K2M9QXR';
  await screen.tap('扫一扫');
  await screen.type('查找复函', receiptCode.toLowerCase());
  await screen.tap('查找');
  const [aLetter, aReceipt] = ['/pages/letter/letter?code=7G4K2M9QXR', `/pages/receipt/receipt?receipt=${receiptCode}`];
  assert.deepEqual(phone.went, [aLetter, aReceipt, aLetter, aLetter, aReceipt]);
  phone.scanned = 'https://evil.example/r/7G4K2M9QXR';
  await screen.tap('扫一扫');
  assert.equal(phone.went.length, 5);
  assert.match(phone.dialogs[0].title, /不是这里的二维码/);
});

// 复函

test('a letter can be read, enlarged and shared', async () => {
  phone.network = { 'GET /api/v1/replies/7G4K2M9QXR': [200, letter.whole] };
  await open('letter', { code: '7G4K2M9QXR' });
  for (const words of ['政协提案复函', '示交函〔2026〕18号', '林晓川委员：', '一、关于调整线路走向。', '示例市交通局 2026年5月12日', '抄送：市政协提案委员会', '第 1 版，2026年5月20日 09:00']) {
    assert.ok(screen.text.includes(words), words);
  }
  assert.deepEqual(screen.page.onShareAppMessage(), { title: letter.whole.title, path: '/pages/letter/letter?code=7G4K2M9QXR' });
  const size = () => screen.tree.children[0].attrs.style;
  assert.equal(size(), 'font-size:18px');
  await screen.tap('字号特大');
  assert.equal(size(), 'font-size:29px');
  await screen.close();
  phone.fontSizeSetting = 23;
  await open('letter', { code: '7G4K2M9QXR' });
  assert.equal(size(), 'font-size:39px');
});

test('a letter opens from its paper QR and its mini-program code', async () => {
  phone.network = { 'GET /api/v1/replies/7G4K2M9QXR': [200, letter.whole] };
  for (const options of [link('/r/7G4K2M9QXR'), { scene: '7G4K2M9QXR' }]) {
    await open('letter', options);
    assert.match(screen.text, /林晓川委员/);
    await screen.close();
  }
  await open('letter', link(`/h/${receiptCode}`));
  assert.deepEqual(phone.went, [`/pages/receipt/receipt?receipt=${receiptCode}`]);
});

test('a withdrawn letter gives the reason, one published by title only its title', async () => {
  phone.network = {
    'GET /api/v1/replies/7G4K2M9QXR': [410, { ...problem(410, 'withdrawn'), detail: '发布单位已撤回这一件。原因：数据有误' }],
    'GET /api/v1/replies/A000000001': [
      200,
      { ...letter.whole, disclosure: 'TITLE_ONLY', sections: [], opening: null, closing: null, addressees: [], copiedTo: [], signature: null, letterDate: null },
    ],
  };
  await open('letter', { code: '7G4K2M9QXR' });
  assert.match(screen.text, /数据有误/);
  await screen.close();
  await open('letter', { code: 'A000000001' });
  assert.match(screen.text, /仅公开标题/);
});

// 回执

test('a receipt is filled in, sent and received', async () => {
  phone.network = { ...withoutWeChat, ...invitedNow, ...accepting };
  await open('receipt', link(`/h/${receiptCode}`));
  assert.match(screen.text, /0037号提案的复函 .*填写人 林晓川/);
  assert.match(screen.text, /2026年6月10日前（含当日）/);
  assert.ok(screen.nodes().some((node) => node.attrs['aria-label'] === '回执状态：草稿'));
  await screen.tap('基本满意');
  await screen.type('意见和建议', '答复具体');
  await screen.tap('提交回执');
  assert.match(screen.text, /已收到您的回执/);
  assert.ok(screen.nodes().some((node) => node.attrs['aria-label'] === '回执状态：已收到'));
  assert.equal(posts().length, 1);
  assert.deepEqual(posts()[0].body, { rating: 'MOSTLY_SATISFIED', attitude: null, opinion: '答复具体', contact: null, opinionPublic: false });
  assert.equal(posts()[0].header['Receipt-Code'], receiptCode);
});

test('everything typed is there after the phone was switched off', async () => {
  phone.network = { ...withoutWeChat, ...invitedNow };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('不满意');
  await screen.type('意见和建议', '站台太');
  await screen.type('意见和建议', '站台太远');
  await screen.type('联系方式', '微信 lin');
  await screen.close();
  phone.start();
  await open('receipt', { receipt: receiptCode });
  const field = (label) => screen.nodes().find((node) => node.events.input && node.attrs['aria-label'].includes(label));
  assert.equal(screen.find('不满意').attrs['aria-checked'], true);
  assert.equal(screen.page.data.opinion, '站台太远');
  assert.equal(screen.page.data.contact, '微信 lin');
  assert.ok(field('意见和建议') && field('联系方式'));
  assert.equal(drafts().length, 1);
});

test('in the lift: filled in and handed over without a network, received when it is back', async () => {
  phone.online = false;
  phone.network = { ...withoutWeChat, ...invitedNow, ...accepting };
  await open('receipt', { receipt: receiptCode });
  assert.match(screen.text, /现在没有网络/);
  await screen.tap('满意');
  await screen.tap('提交回执');
  assert.match(screen.text, /网络不通，稍后自动再发/);
  assert.ok(screen.nodes().some((node) => node.attrs['aria-label'] === '回执状态：发送中'));
  assert.equal(posts().length, 0);
  phone.online = true;
  await screen.tap('现在再发一次');
  assert.match(screen.text, /已收到您的回执/);
  assert.match(screen.text, /填写人 林晓川/);
  assert.equal(posts().length, 1);
});

test('while it waits it can be changed, and is then sent under another key if it may have left', async () => {
  phone.network = { ...withoutWeChat, ...invitedNow };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('满意');
  await screen.tap('提交回执');
  const [{ key }] = drafts();
  await screen.tap('先不发，继续修改');
  assert.equal(drafts()[0].state, 'DRAFT');
  assert.notEqual(drafts()[0].key, key);
  phone.network = { ...phone.network, ...accepting };
  await screen.tap('提交回执');
  assert.match(screen.text, /已收到/);
});

test('what is missing is said before anything is sent', async () => {
  phone.network = { ...withoutWeChat, ...invitedNow, ...accepting };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('提交回执');
  assert.match(screen.text, /请选择对办理结果是否满意/);
  await screen.tap('不满意');
  await screen.tap('提交回执');
  assert.match(screen.text, /选择不满意时，请写明理由/);
  assert.ok(screen.nodes().find((node) => node.events.input).attrs['aria-label'].includes('选择不满意时，请写明理由'));
  assert.equal(posts().length, 0);
});

test('the service’s objections stand at their fields', async () => {
  phone.network = {
    ...withoutWeChat,
    ...invitedNow,
    'POST /api/v1/replies/7G4K2M9QXR/receipts': [422, { ...problem(422, 'bad-text'), errors: [{ pointer: '/opinion', detail: '请删除其中的控制字符' }] }],
  };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('满意');
  await screen.tap('提交回执');
  assert.match(screen.text, /请删除其中的控制字符/);
  assert.ok(screen.has('提交回执'));
});

test('理解 is offered where the service offers it', async () => {
  phone.network = { ...withoutWeChat, 'GET /api/v1/invitation': [200, { ...invitation, understanding: true }] };
  await open('receipt', { receipt: receiptCode });
  assert.ok(screen.has('理解'));
  await screen.close();
  phone.network = { ...withoutWeChat, ...invitedNow };
  await open('receipt', { receipt: '1'.repeat(26) });
  assert.ok(!screen.has('理解'));
});

test('a code that is nobody’s, and a receipt that is closed, show no form', async () => {
  phone.network = { 'GET /api/v1/invitation': [403, { ...problem(403, 'receipt-code-unknown'), detail: '回执码不对' }] };
  await open('receipt', { receipt: receiptCode });
  assert.match(screen.text, /回执码不对/);
  assert.ok(!screen.has('提交回执'));
  await screen.close();
  phone.network = { ...withoutWeChat, 'GET /api/v1/invitation': [200, { ...invitation, open: false }] };
  await open('receipt', { receipt: receiptCode });
  assert.match(screen.text, /回执已截止/);
  assert.ok(!screen.has('提交回执'));
});

test('what was received before is shown, and amended under another key', async () => {
  phone.network = { ...withoutWeChat, ...accepting, 'GET /api/v1/invitation': [200, { ...invitation, receipt: invited }] };
  await open('receipt', { receipt: receiptCode });
  assert.match(screen.text, /已收到您的回执.*意见 等公交太久/);
  const { key } = drafts()[0];
  await screen.tap('修改回执');
  assert.equal(screen.page.data.opinion, '等公交太久');
  await screen.tap('基本满意');
  await screen.tap('提交回执');
  assert.equal(posts()[0].body.rating, 'MOSTLY_SATISFIED');
  assert.notEqual(posts()[0].header['Idempotency-Key'], key);
});

test('in a session the invitation becomes the account’s, and messages can be subscribed to', async () => {
  phone.network = { ...withWeChat, ...invitedNow, ...accepting };
  await open('receipt', { receipt: receiptCode });
  const bound = phone.asked.find(({ path }) => path === '/api/v1/me/invitations');
  assert.equal(bound.header.Authorization, 'Bearer access');
  assert.equal(bound.header['Receipt-Code'], receiptCode);
  await screen.tap('满意');
  await screen.tap('提交回执');
  await screen.tap('有进展时在微信里通知我');
  assert.deepEqual(phone.asked.at(-1).body, { accepted: ['t1', 't2'], code: '7G4K2M9QXR' });
  assert.match(screen.text, /有进展会在微信里通知您/);
});

test('an opinion may be shown in public only when that was ticked, and there is one', async () => {
  phone.network = { ...withoutWeChat, ...invitedNow, ...accepting };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('满意');
  await screen.tap('同意公开我的意见');
  await screen.tap('提交回执');
  assert.equal(posts()[0].body.opinionPublic, false);
  await screen.tap('修改回执');
  await screen.type('意见和建议', '路灯亮了');
  await screen.tap('提交回执');
  assert.equal(posts()[1].body.opinionPublic, true);
});

test('who puts it off can be reminded', async () => {
  phone.network = { ...withWeChat, ...invitedNow };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('到期前提醒我');
  assert.deepEqual(phone.asked.at(-1).body, { accepted: ['t4'], code: '7G4K2M9QXR' });
  assert.match(screen.text, /到期前会在微信里提醒您/);
});

test('a letter can be followed in a session, and without one there is no button', async () => {
  phone.network = { ...withWeChat, 'GET /api/v1/replies/7G4K2M9QXR': [200, letter.whole] };
  await open('letter', { code: '7G4K2M9QXR' });
  await screen.tap('关注这一件');
  assert.deepEqual(phone.asked.at(-1).body, { accepted: ['t3', 't2'], code: '7G4K2M9QXR' });
  assert.match(screen.text, /有进展会在微信里通知您/);
  assert.ok(!screen.has('关注这一件'));
  await screen.close();
  phone.network = { ...withoutWeChat, 'GET /api/v1/replies/7G4K2M9QXR': [200, letter.whole] };
  phone.storage.keys().forEach((key) => phone.storage.remove?.(key));
  await open('letter', { code: '7G4K2M9QXR' });
  assert.ok(!screen.has('关注这一件'));
});

test('a refused subscription is no failure, and nothing is sent', async () => {
  phone.accepts = 'reject';
  phone.network = { ...withWeChat, 'GET /api/v1/invitation': [200, { ...invitation, receipt: invited }] };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('有进展时在微信里通知我');
  assert.match(screen.text, /没有订阅/);
  assert.ok(!phone.asked.some(({ path }) => path === '/api/v1/me/subscriptions'));
});

test('a sheet that another account has used says so', async () => {
  phone.network = { ...withWeChat, ...invitedNow, 'POST /api/v1/me/invitations': [409, { ...problem(409, 'bound'), detail: '这张回执单已由另一个微信账号使用' }] };
  await open('receipt', { receipt: receiptCode });
  assert.match(screen.text, /另一个微信账号/);
});

test('a full phone is said, and the receipt can still be sent once there is room', async () => {
  phone.network = { ...withoutWeChat, ...invitedNow, ...accepting };
  await open('receipt', { receipt: receiptCode });
  phone.storage.full = true;
  await screen.tap('满意');
  assert.match(screen.text, /手机的存储满了/);
  phone.storage.full = false;
  await screen.tap('提交回执');
  assert.match(screen.text, /已收到/);
  assert.equal(posts()[0].body.rating, 'SATISFIED');
});

test('a damaged or foreign QR leads home, with a word', async () => {
  await open('receipt', link('/h/short'));
  assert.deepEqual(phone.went, ['/pages/list/list']);
  assert.match(phone.dialogs[0].title, /不是这里的二维码/);
});

// 我的

test('mine shows what is on the phone and what the account was invited to', async () => {
  phone.network = { ...withWeChat, ...invitedNow };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('满意');
  await screen.close();
  phone.network['GET /api/v1/me/replies'] = [200, { items: [{ ...invitation, code: 'A000000001', proposer: '王济光', receipt: invited }], next: null }];
  await open('mine');
  assert.match(screen.text, /这部手机上的回执 草稿 .*0037号.* 林晓川/);
  assert.match(screen.text, /请我填写回执的复函 已收到 .*王济光 · 2026年5月28日 16:20 · 不满意/);
  await screen.tap('草稿：');
  assert.match(phone.went.at(-1), /^\/pages\/receipt\/receipt\?draft=/);
});

test('from mine a receipt goes without a code, by the account', async () => {
  phone.network = { ...withWeChat, ...accepting };
  await open('mine');
  await screen.tap('待填写');
  const draft = /draft=(.*)/.exec(phone.went.at(-1))[1];
  await screen.close();
  await open('receipt', { draft });
  await screen.tap('满意');
  await screen.tap('提交回执');
  assert.equal(posts()[0].header.Authorization, 'Bearer access');
  assert.equal(posts()[0].header['Receipt-Code'], undefined);
  assert.match(screen.text, /已收到/);
});

test('without WeChat on the service, mine lists what is on the phone', async () => {
  phone.network = { ...withoutWeChat, ...invitedNow };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('满意');
  await screen.close();
  await open('mine');
  assert.match(screen.text, /草稿/);
  assert.match(screen.text, /不能用微信登录/);
});

test('a draft is deleted only after a question', async () => {
  phone.network = { ...withoutWeChat, ...invitedNow };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('满意');
  await screen.close();
  await open('mine');
  phone.confirms = false;
  await screen.tap('从手机上删除');
  assert.equal(drafts().length, 1);
  phone.confirms = true;
  await screen.tap('从手机上删除');
  assert.equal(drafts().length, 0);
  assert.doesNotMatch(screen.text, /0037号/);
});

test('the app sends what waits at its start, and when the network is back', async () => {
  phone.network = { ...withoutWeChat, ...invitedNow };
  await open('receipt', { receipt: receiptCode });
  await screen.tap('满意');
  await screen.tap('提交回执');
  await screen.close();
  screen = undefined;
  phone.start();
  let registered;
  globalThis.App = (options) => (registered = options);
  (await import('node:module')).createRequire(import.meta.url)(join(app, 'app.js'));
  registered.onLaunch();
  registered.onShow();
  await quiet();
  assert.equal(posts().length, 2);
  phone.network = { ...phone.network, ...accepting };
  phone.listeners.forEach((listener) => listener({ isConnected: true, networkType: '4g' }));
  await quiet();
  assert.equal(drafts()[0].state, 'RECEIVED');
  assert.equal(new Set(posts().map(({ header }) => header['Idempotency-Key'])).size, 1);
});

// For everyone

test('whatever can be tapped or typed into has a role and a name, on every page in every state', async () => {
  const screens = [];
  phone.network = { ...withWeChat, ...invitedNow, ...accepting, 'GET /api/v1/replies': [200, { ...items, next: 'two' }], 'GET /api/v1/replies/7G4K2M9QXR': [200, letter.whole] };
  screens.push(await phone.open('list'), await phone.open('letter', { code: '7G4K2M9QXR' }), await phone.open('receipt', { receipt: receiptCode }));
  await screens[2].tap('满意');
  screens.push(await phone.open('mine'));
  await screens[2].tap('提交回执');
  screens.push(await phone.open('receipt', { receipt: receiptCode }));
  for (const each of screens) {
    for (const node of each.nodes()) {
      const name = node.attrs['aria-label'] ?? text(node);
      if (node.events.tap) {
        assert.ok(node.tag === 'button' || node.attrs['aria-role'], `role of ${name}`);
        assert.ok(name, 'name');
      }
      if (node.events.input) assert.ok(node.attrs['aria-label'], `label of ${node.tag}`);
      if (node.attrs['aria-role'] === 'radio') assert.equal(typeof node.attrs['aria-checked'], 'boolean');
    }
    await each.close();
  }
});

test('no text has a fixed size, and nothing is wider than a small screen', () => {
  const sheets = readdirSync(app, { recursive: true }).map(String).filter((file) => file.endsWith('.wxss'));
  assert.ok(sheets.length >= 8);
  for (const sheet of sheets) {
    const css = readFileSync(join(app, sheet), 'utf8');
    for (const [, size] of css.matchAll(/font-size:\s*([^;}]+)/g)) assert.match(size.trim(), /^[\d.]+em$/, sheet);
    for (const [, width] of css.matchAll(/(?:^|[\s;{])(?:min-)?width:\s*(\d+)px/g)) assert.ok(Number(width) <= 320, sheet);
  }
});
