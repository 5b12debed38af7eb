// The mini-program's own request code against the packaged service, with the network failing at each step.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Network, packaged, Phone, Site, WeChat } from './site.mjs';

const skip = packaged ? false : 'target/quarkus-app/quarkus-run.jar is not there: mvn -DskipTests package';
let site, network, weChat;

before(async () => {
  if (skip) return;
  weChat = await WeChat.start();
  site = await Site.start({
    FUHAN_WECHAT_APPID: 'wx0123456789abcdef',
    FUHAN_WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
    FUHAN_WECHAT_KEY: 'a key for tests alone, forty characters.',
    FUHAN_WECHAT_URL: weChat.url,
  });
  network = await Network.before(site.port);
});

after(async () => {
  network?.stop();
  await site?.stop();
  weChat?.stop();
});

const half = (answer) => answer.length >> 1;
const steps = {
  'before anything is sent': [{ at: 'connect' }],
  'while the request is on its way': [{ at: 'request' }],
  'after the request has arrived, before the answer': [{ at: 'answer' }],
  'with the answer never coming': [{ at: 'silence' }],
  'in the answer’s first line': [{ at: 'cut', bytes: () => 9 }],
  'after the answer’s headers': [{ at: 'cut', bytes: (answer) => answer.indexOf('\r\n\r\n') + 4 }],
  'in the middle of the answer': [{ at: 'cut', bytes: half }],
  'one byte before the answer’s end': [{ at: 'cut', bytes: (answer) => answer.length - 1 }],
  'at all of these, one after another': [
    { at: 'connect' },
    { at: 'request' },
    { at: 'answer' },
    { at: 'cut', bytes: half },
    { at: 'answer' },
    { at: 'connect' },
  ],
};

/** What a phone knows that has asked whose the code is. */
async function scanned(phone, letter) {
  return { receiptCode: letter.receiptCode, invitation: await phone.service.invitation(letter.receiptCode) };
}

for (const [when, faults] of Object.entries(steps)) {
  test(`the network fails ${when}: exactly one receipt`, { skip }, async () => {
    const letter = await site.letter();
    const phone = new Phone(network);
    const invited = await scanned(phone, letter);
    network.faults = [...faults];
    phone.patience = faults[0].at === 'silence' ? 3_000 : null;
    const id = await phone.send(invited, when);
    phone.patience = null;
    for (let tries = 0; phone.drafts.read(id).state === 'SENDING'; tries++) {
      assert.ok(tries < faults.length, 'more tries than faults');
      await phone.sending.wake();
    }
    assert.equal(phone.drafts.read(id).state, 'RECEIVED');
    const stored = await site.receipts(letter);
    assert.equal(stored.length, 1);
    assert.equal(stored[0].receipt.opinion, when);
    assert.equal(stored[0].receipt.version, 1);
    assert.equal(phone.drafts.read(id).receipt.number, stored[0].receipt.number);
  });
}

test('scanned, filled in and handed over without any network, then received: exactly one receipt', { skip }, async () => {
  const letter = await site.letter();
  const phone = new Phone(network);
  network.faults = [{ at: 'connect' }, { at: 'request' }, { at: 'answer' }];
  const id = await phone.send({ receiptCode: letter.receiptCode }, '电梯里');
  for (let tries = 0; tries < 3; tries++) {
    assert.equal(phone.drafts.read(id).state, 'SENDING');
    assert.equal((await site.receipts(letter)).length, 0);
    await phone.sending.wake();
  }
  const draft = phone.drafts.read(id);
  assert.equal(draft.state, 'RECEIVED');
  assert.equal(draft.invitation.code, letter.code);
  assert.equal(draft.invitation.proposer, letter.proposer);
  assert.equal((await site.receipts(letter)).length, 1);
});

test('switched off between the service’s commit and its answer, the phone sends again at its next start: exactly one', { skip }, async () => {
  const letter = await site.letter();
  let phone = new Phone(network);
  const invited = await scanned(phone, letter);
  const committed = new Promise((resolve) => (network.faults = [{ at: 'silence', reached: resolve }]));
  phone.patience = 3_000;
  void phone.send(invited, '关机').catch(() => {});
  await committed;
  assert.equal((await site.receipts(letter)).length, 1);
  phone = phone.restarted();
  const [draft] = phone.drafts.all();
  assert.equal(draft.state, 'SENDING');
  await phone.sending.wake();
  assert.equal(phone.drafts.read(draft.id).state, 'RECEIVED');
  assert.equal((await site.receipts(letter)).length, 1);
});

test('nobody needs to do anything: the next try comes by itself', { skip }, async () => {
  const letter = await site.letter();
  const phone = new Phone(network);
  const invited = await scanned(phone, letter);
  network.faults = [{ at: 'answer' }];
  const received = new Promise((resolve) => phone.drafts.watch((draft) => draft.state === 'RECEIVED' && resolve()));
  await phone.send(invited, '自己再发');
  await received;
  assert.equal((await site.receipts(letter)).length, 1);
});

test('what was taken back and changed after a lost answer is a second version, not a second receipt', { skip }, async () => {
  const letter = await site.letter();
  const phone = new Phone(network);
  const invited = await scanned(phone, letter);
  network.faults = [{ at: 'answer' }];
  const id = await phone.send(invited, '第一稿');
  const reopened = phone.drafts.reopen(phone.drafts.read(id));
  await phone.sending.hand(phone.drafts.change(reopened, { opinion: '第二稿' }));
  assert.equal(phone.drafts.read(id).state, 'RECEIVED');
  const stored = await site.receipts(letter);
  assert.deepEqual(stored.map(({ current, receipt }) => [receipt.version, receipt.opinion, current]).sort(), [
    [1, '第一稿', false],
    [2, '第二稿', true],
  ]);
});

test('emoji, right-to-left marks and the longest opinion arrive as they were typed; a longer one is a clear problem', { skip }, async () => {
  const letter = await site.letter();
  const phone = new Phone(network);
  const invited = await scanned(phone, letter);
  const opinion = '很好👍🏽\u200Fشكرا\u200F\n' + '字'.repeat(1980);
  const id = await phone.send(invited, opinion);
  assert.equal(phone.drafts.read(id).state, 'RECEIVED');
  assert.equal((await site.receipts(letter))[0].receipt.opinion, opinion);
  const longer = phone.drafts.change(phone.drafts.reopen(phone.drafts.read(id)), { opinion: '字'.repeat(5000) });
  await phone.sending.hand(longer);
  const refused = phone.drafts.read(id);
  assert.equal(refused.state, 'DRAFT');
  assert.equal(refused.problem.errors[0].pointer, '/opinion');
  assert.equal((await site.receipts(letter)).length, 1);
});

test('a code that is nobody’s ends in a word, not in tries without end', { skip }, async () => {
  const letter = await site.letter();
  const phone = new Phone(network);
  const { invitation } = await scanned(phone, letter);
  const id = await phone.send({ receiptCode: '0'.repeat(26), invitation }, '猜');
  assert.equal(phone.drafts.read(id).state, 'REFUSED');
  assert.match(phone.drafts.read(id).problem.type, /receipt-code-unknown$/);
  assert.equal((await site.receipts(letter)).length, 0);
});

test('letters are found and read by the same code', { skip }, async () => {
  const letter = await site.letter();
  const phone = new Phone(network);
  const found = await phone.service.replies({ q: letter.title.slice(4), limit: 5 });
  assert.ok(found.items.some(({ code }) => code === letter.code));
  assert.equal((await phone.service.reply(letter.code)).title, letter.title);
});

test('once bound, the account finds its letter and sends without the code, the network failing: exactly one receipt', { skip }, async () => {
  const letter = await site.letter();
  const phone = new Phone(network);
  phone.owner = 'lin-binds';
  await phone.service.bind(letter.receiptCode, await phone.session.token());
  const { items } = await phone.service.myReplies(await phone.session.token(), null);
  assert.deepEqual(items.map(({ code, proposer, receipt }) => [code, proposer, receipt]), [[letter.code, letter.proposer, null]]);
  network.faults = [{ at: 'answer' }, { at: 'cut', bytes: half }];
  const id = await phone.send({ invitation: items[0] }, '凭账号');
  await phone.sending.wake();
  await phone.sending.wake();
  assert.equal(phone.drafts.read(id).state, 'RECEIVED');
  assert.equal((await site.receipts(letter)).length, 1);
  const after = await phone.service.myReplies(await phone.session.token(), null);
  assert.equal(after.items[0].receipt.opinion, '凭账号');
});

test('a sheet that another account has used is refused to a second one', { skip }, async () => {
  const letter = await site.letter();
  const phone = new Phone(network);
  phone.owner = 'lin-first';
  await phone.service.bind(letter.receiptCode, await phone.session.token());
  const other = new Phone(network);
  other.owner = 'somebody-else';
  const token = await other.session.token();
  await assert.rejects(other.service.bind(letter.receiptCode, token), ({ status, problem }) => status === 409 && /invitation-taken$/.test(problem.type));
  assert.deepEqual((await other.service.myReplies(token, null)).items, []);
});

test('a session is renewed; when the answer to that is lost, the phone logs in anew', { skip }, async () => {
  const phone = new Phone(network);
  phone.owner = 'lin-renews';
  const first = await phone.session.token();
  phone.session.drop(first);
  const second = await phone.session.token();
  assert.notEqual(second, first);
  assert.equal(phone.logIns, 1);
  phone.session.drop(second);
  network.faults = [{ at: 'answer' }];
  assert.equal(await phone.session.token(), null);
  const third = await phone.session.token();
  assert.equal(phone.logIns, 2);
  assert.deepEqual((await phone.service.myReplies(third, null)).items, []);
});

test('a log-in that WeChat refuses leaves a phone without a session, and nothing else missing', { skip }, async () => {
  const letter = await site.letter();
  const phone = new Phone(network);
  assert.equal(await phone.session.token(), null);
  const id = await phone.send(await scanned(phone, letter), '没有账号');
  assert.equal(phone.drafts.read(id).state, 'RECEIVED');
});
