import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { built, Clock, Storage } from './phone.mjs';

const { Session } = built('session');
const { Refused, Unreachable } = built('service');

let storage, clock, calls, logins, refreshes;

beforeEach(() => {
  storage = new Storage();
  clock = new Clock();
  calls = [];
  logins = [];
  refreshes = [];
});

const tokens = (n) => async () => ({ accessToken: `a${n}`, expiresIn: 900, refreshToken: `r${n}`, refreshExpiresIn: 86_400 });
const offline = async () => Promise.reject(new Unreachable('request:fail'));
const refused = (status, name, retryAfter = null) => async () =>
  Promise.reject(new Refused(status, { type: `/problems/${name}`, title: name, status, detail: name }, retryAfter));

function session(code = async () => 'wx-code') {
  return new Session(
    storage,
    clock.now,
    code,
    (code) => (calls.push(`login ${code}`), logins.shift()()),
    (token) => (calls.push(`refresh ${token}`), refreshes.shift()()),
  );
}

test('a token is asked for once and used until it ends, over restarts', async () => {
  logins.push(tokens(1));
  const first = session();
  assert.deepEqual(await Promise.all([first.token(), first.token()]), ['a1', 'a1']);
  assert.equal(await session().token(), 'a1');
  assert.deepEqual(calls, ['login wx-code']);
});

test('it is renewed by its refresh token, each used once', async () => {
  logins.push(tokens(1));
  refreshes.push(tokens(2), tokens(3));
  const one = session();
  await one.token();
  clock.time += 900_000;
  assert.equal(await one.token(), 'a2');
  clock.time += 900_000;
  assert.equal(await one.token(), 'a3');
  assert.deepEqual(calls, ['login wx-code', 'refresh r1', 'refresh r2']);
});

test('a lost answer to a refresh never makes the old token look stolen', async () => {
  logins.push(tokens(1), tokens(2));
  refreshes.push(offline);
  const one = session();
  await one.token();
  clock.time += 900_000;
  assert.equal(await one.token(), null);
  assert.equal(await session().token(), 'a2');
  assert.deepEqual(calls, ['login wx-code', 'refresh r1', 'login wx-code']);
});

test('a revoked family ends in a new log-in', async () => {
  logins.push(tokens(1), tokens(2));
  refreshes.push(refused(401, 'session-ended'));
  const one = session();
  await one.token();
  clock.time += 900_000;
  assert.equal(await one.token(), 'a2');
});

test('a token that the service doesn’t accept is dropped', async () => {
  logins.push(tokens(1));
  refreshes.push(tokens(2));
  const one = session();
  one.drop(await one.token());
  assert.equal(await one.token(), 'a2');
  one.drop('a1');
  assert.equal(await one.token(), 'a2');
});

test('a service without WeChat is left in peace for a while', async () => {
  logins.push(refused(503, 'wechat-not-configured'), tokens(1));
  const one = session();
  assert.equal(await one.token(), null);
  assert.equal(await one.token(), null);
  assert.equal(calls.length, 1);
  clock.time += 10 * 60_000;
  assert.equal(await one.token(), 'a1');
});

test('a busy service is asked again when it says', async () => {
  logins.push(refused(503, 'unavailable', 5), tokens(1));
  const one = session();
  assert.equal(await one.token(), null);
  clock.time += 5_000;
  assert.equal(await one.token(), 'a1');
});

test('without a network, or without WeChat’s code, there is no session, and no failure', async () => {
  logins.push(offline);
  assert.equal(await session().token(), null);
  assert.equal(await session(offline).token(), null);
});
