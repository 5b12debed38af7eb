import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { built, Clock, keys, quiet, Storage } from './phone.mjs';

const { Drafts } = built('draft');
const { Sending } = built('sending');
const { Refused, Unreachable } = built('service');
const receiptCode = '3V8K2R7M0QXW5T9C1ZB4N6HDYJ';
const code = '7G4K2M9QXR';
const invitation = { code, title: '复函', proposer: '林晓川' };
const receipt = { number: 'X4M7T0B2RK', version: 1, receivedAt: '2026-05-28T08:20:31Z' };
const entries = { rating: 'SATISFIED', attitude: null, opinion: '答复具体', contact: '' };
const offline = () => Promise.reject(new Unreachable('request:fail'));
const refused = (status, name, retryAfter = null) =>
  () => Promise.reject(new Refused(status, { type: `/problems/${name}`, title: name, status, detail: name }, retryAfter));
const received = () => Promise.resolve(receipt);

let storage, clock, drafts, sending, calls, answers, invitations, tokens;

beforeEach(() => {
  storage = new Storage();
  clock = new Clock();
  drafts = new Drafts(storage, clock.now, keys());
  calls = [];
  answers = [];
  invitations = [];
  tokens = [];
  sending = anew();
});

/** As the mini-program starts: with what storage holds and nothing else. */
function anew() {
  const service = {
    sendReceipt: (...args) => {
      calls.push(args);
      return (answers.shift() ?? received)();
    },
    invitation: () => (invitations.shift() ?? (() => Promise.resolve(invitation)))(),
  };
  const session = { token: async () => tokens[0] ?? null, drop: () => tokens.shift() };
  return new Sending(drafts, service, session, clock);
}

const begin = (invited = { receiptCode, invitation }) => drafts.keep({ ...drafts.begin(invited), entries });
const state = (draft) => drafts.read(draft.id).state;

test('what is handed over is sent, and received', async () => {
  const draft = begin();
  await sending.hand(draft);
  assert.equal(state(draft), 'RECEIVED');
  assert.deepEqual(drafts.read(draft.id).receipt, receipt);
  assert.deepEqual(calls, [
    [code, { receiptCode }, draft.key, { rating: 'SATISFIED', attitude: null, opinion: '答复具体', contact: null, opinionPublic: false }],
  ]);
});

test('before anything leaves the phone, storage says 发送中', async () => {
  const draft = begin();
  answers.push(() => {
    assert.equal(state(draft), 'SENDING');
    assert.equal(drafts.read(draft.id).left, true);
    return received();
  });
  await sending.hand(draft);
  assert.equal(state(draft), 'RECEIVED');
});

test('without a network it is tried again, later each time, with the same key and content', async () => {
  const draft = begin();
  answers.push(offline, offline, offline);
  await sending.hand(draft);
  assert.equal(state(draft), 'SENDING');
  await clock.pass(1_999);
  assert.equal(calls.length, 1);
  await clock.pass(1);
  assert.equal(calls.length, 2);
  await clock.pass(3_999);
  assert.equal(calls.length, 2);
  await clock.pass(1);
  assert.equal(calls.length, 3);
  await clock.pass(8_000);
  assert.equal(state(draft), 'RECEIVED');
  assert.equal(calls.length, 4);
  assert.equal(new Set(calls.map((call) => JSON.stringify(call))).size, 1);
  await clock.pass(3_600_000);
  assert.equal(calls.length, 4);
});

test('the wait never grows beyond five minutes and a quarter', async () => {
  answers.push(...Array(40).fill(offline));
  const draft = begin();
  await sending.hand(draft);
  await clock.pass(3_600_000);
  const before = calls.length;
  await clock.pass(6.25 * 60_000);
  assert.ok(calls.length > before);
});

test('when the network is back it doesn’t wait', async () => {
  answers.push(offline, offline, offline, offline, offline);
  const draft = begin();
  await sending.hand(draft);
  await clock.pass(30_000);
  assert.equal(calls.length, 5);
  await sending.wake();
  assert.equal(calls.length, 6);
  assert.equal(state(draft), 'RECEIVED');
});

test('after a crash the next start sends it, under the same key', async () => {
  const draft = begin();
  answers.push(() => new Promise(() => {}));
  void sending.hand(draft);
  await quiet();
  sending = anew();
  await sending.wake();
  assert.equal(state(draft), 'RECEIVED');
  assert.equal(calls.length, 2);
  assert.equal(calls[1][2], draft.key);
});

test('one try at a time', async () => {
  const draft = begin();
  let answer;
  answers.push(() => new Promise((resolve) => (answer = resolve)));
  const first = sending.hand(draft);
  await quiet();
  await Promise.all([sending.wake(), sending.wake()]);
  assert.equal(calls.length, 1);
  assert.ok(sending.busy(draft));
  answer(receipt);
  await first;
  assert.equal(state(draft), 'RECEIVED');
});

test('scanned in the lift: which letter it is for is asked when there is a network', async () => {
  const draft = begin({ receiptCode });
  invitations.push(offline, offline);
  await sending.hand(draft);
  assert.equal(calls.length, 0);
  assert.equal(drafts.read(draft.id).left, false);
  await clock.pass(2_000);
  assert.equal(calls.length, 0);
  await clock.pass(4_000);
  assert.equal(calls[0][0], code);
  assert.equal(state(draft), 'RECEIVED');
  assert.equal(drafts.read(draft.id).invitation.proposer, '林晓川');
});

test('busy and broken services are tried again when they say', async () => {
  for (const [status, name] of [[503, 'unavailable'], [429, 'too-many'], [409, 'receipt-in-flight'], [500, 'internal']]) {
    calls = [];
    const draft = begin();
    answers.push(refused(status, name, 30));
    await sending.hand(draft);
    assert.equal(state(draft), 'SENDING', name);
    await clock.pass(29_999);
    assert.equal(calls.length, 1, name);
    await clock.pass(1);
    assert.equal(state(draft), 'RECEIVED', name);
  }
});

test('what must be mended is a draft again, with the problem, and its key', async () => {
  const draft = begin();
  answers.push(refused(422, 'invalid'));
  await sending.hand(draft);
  const kept = drafts.read(draft.id);
  assert.equal(kept.state, 'DRAFT');
  assert.equal(kept.problem.title, 'invalid');
  assert.equal(kept.key, draft.key);
});

test('a key that stands for something else is never used again', async () => {
  const draft = begin();
  answers.push(refused(422, 'key-reused'));
  await sending.hand(draft);
  const kept = drafts.read(draft.id);
  assert.equal(kept.state, 'DRAFT');
  assert.equal(kept.problem.title, 'key-reused');
  assert.notEqual(kept.key, draft.key);
});

test('a final no is said, and not tried again', async () => {
  for (const [status, name] of [[403, 'receipt-code-unknown'], [410, 'receipt-closed'], [410, 'withdrawn'], [404, 'not-found']]) {
    calls = [];
    const draft = begin();
    answers.push(refused(status, name));
    await sending.hand(draft);
    await clock.pass(3_600_000);
    assert.equal(state(draft), 'REFUSED', name);
    assert.equal(calls.length, 1, name);
  }
});

test('without a receipt code the account’s session sends, and a stale token is renewed', async () => {
  const draft = begin({ invitation });
  await sending.hand(draft);
  assert.equal(calls.length, 0);
  tokens.push('stale', 'fresh');
  answers.push(refused(401, 'login-required'));
  await sending.wake();
  await clock.pass(60_000);
  assert.deepEqual(calls.map((call) => call[1]), [{ token: 'stale' }, { token: 'fresh' }]);
  assert.equal(calls[0][2], calls[1][2]);
  assert.equal(state(draft), 'RECEIVED');
});

test('a late answer doesn’t touch what was taken back meanwhile', async () => {
  const draft = begin();
  let answer;
  answers.push(() => new Promise((resolve) => (answer = resolve)));
  const first = sending.hand(draft);
  await quiet();
  const taken = drafts.reopen(drafts.read(draft.id));
  answer(receipt);
  await first;
  assert.equal(state(draft), 'DRAFT');
  assert.notEqual(taken.key, draft.key);
});
