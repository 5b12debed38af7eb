import assert from 'node:assert/strict';
import { test } from 'node:test';
import { built } from './phone.mjs';

const { Refused, Service, Unreachable } = built('service');
const problem = { type: '/problems/too-many', title: '尝试过于频繁', status: 429, detail: '请稍候' };

function service(answer) {
  const asked = [];
  const request = (options) => {
    asked.push(options);
    answer(options);
  };
  return { asked, service: new Service('https://fuhan.example', request) };
}

const answers = (statusCode, data, header = {}) => service(({ success }) => success({ statusCode, data, header }));
const send = (with_) => with_.service.sendReceipt('7G4K2M9QXR', { receiptCode: 'R' }, 'key-1', { rating: 'SATISFIED' });

test('a receipt goes with its key and its proof', async () => {
  const one = answers(201, { receivedAt: '2026-05-28T08:20:31Z', version: 1 });
  assert.equal((await send(one)).version, 1);
  const [{ url, method, header, data }] = one.asked;
  assert.equal(`${method} ${url}`, 'POST https://fuhan.example/api/v1/replies/7G4K2M9QXR/receipts');
  assert.equal(header['Idempotency-Key'], 'key-1');
  assert.equal(header['Receipt-Code'], 'R');
  assert.equal(header['Content-Type'], 'application/json');
  assert.deepEqual(JSON.parse(data), { rating: 'SATISFIED' });
  await one.service.sendReceipt('7G4K2M9QXR', { token: 'T' }, 'key-1', { rating: 'SATISFIED' });
  assert.equal(one.asked[1].header.Authorization, 'Bearer T');
  assert.equal(one.asked[1].header['Receipt-Code'], undefined);
});

test('a problem is a refusal, with the time to wait', async () => {
  await assert.rejects(send(answers(429, problem, { 'retry-after': '7' })), (error) => {
    assert.ok(error instanceof Refused);
    assert.equal(error.status, 429);
    assert.equal(error.retryAfter, 7);
    assert.equal(error.problem.detail, '请稍候');
    return true;
  });
});

test('what is not the service’s whole answer counts as no answer', async () => {
  for (const [status, data] of [
    [201, '{"number":"X4M7T0B2RK","rece'],
    [201, ''],
    [201, {}],
    [200, '<html>请先登录本网络</html>'],
    [302, ''],
    [404, '<html>nginx</html>'],
    [502, 'Bad Gateway'],
    [500, { error: 'gateway' }],
  ]) {
    await assert.rejects(send(answers(status, data)), Unreachable, `${status} ${JSON.stringify(data)}`);
  }
  await assert.rejects(send(service(({ fail }) => fail({ errMsg: 'request:fail timeout' }))), Unreachable);
});

test('search terms are encoded, empty ones left out', async () => {
  const one = answers(200, { items: [], next: null, estimatedTotal: 0 });
  await one.service.replies({ q: '科技 & 金融', cursor: undefined, limit: 20 });
  assert.equal(one.asked[0].url, `https://fuhan.example/api/v1/replies?q=${encodeURIComponent('科技 & 金融')}&limit=20`);
  await one.service.replies({});
  assert.equal(one.asked[1].url, 'https://fuhan.example/api/v1/replies');
});
