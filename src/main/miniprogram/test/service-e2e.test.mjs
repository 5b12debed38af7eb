// The mini-program's own request code against the packaged service, with the network failing at each step.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Network, packaged, Phone, Site } from './site.mjs';

const skip = packaged ? false : 'target/quarkus-app/quarkus-run.jar is not there: mvn -DskipTests package';
let site, network;

before(async () => {
  if (skip) return;
  site = await Site.start();
  network = await Network.before(site.port);
});

after(async () => {
  network?.stop();
  await site?.stop();
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
  return { receiptCode: letter.receiptCode, invitation: letter };
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

test('without WeChat on the service there is no session, and nothing else is missing', { skip }, async () => {
  const phone = new Phone(network);
  assert.equal(await phone.session.token(), null);
});
