import assert from 'node:assert/strict';
import { test } from 'node:test';
import { built } from './phone.mjs';

const { opening, linked } = built('scan');
const site = 'https://fuhan.example';
const letter = { page: 'letter', code: '7G4K2M9QXR' };
const receipt = { page: 'receipt', receiptCode: '3V8K2R7M0QXW5T9C1ZB4N6HDYJ' };
const q = (link) => opening({ q: encodeURIComponent(link), scancode_time: '1764100000' }, site);

test('a letter’s paper QR opens the letter', () => {
  assert.deepEqual(q('https://fuhan.example/r/7G4K2M9QXR'), letter);
  assert.deepEqual(q('https://FUHAN.example/r/7g4k2m9qxr/?from=paper#top'), letter);
  assert.deepEqual(q('http://fuhan.example/r/7G4K2-M9QXR'), letter);
});

test('a receipt sheet’s paper QR opens the receipt', () => {
  assert.deepEqual(q('https://fuhan.example/h/3V8K2R7M0QXW5T9C1ZB4N6HDYJ'), receipt);
  assert.deepEqual(q('https://fuhan.example/h/3v8k2r7moqxw5t9cizb4n6hdyj'), receipt);
});

test('a site in a folder is known by it', () => {
  const q = (link) => opening({ q: encodeURIComponent(link) }, 'https://gov.example/fuhan');
  assert.deepEqual(q('https://gov.example/fuhan/r/7G4K2M9QXR'), letter);
  assert.deepEqual(q('https://gov.example/r/7G4K2M9QXR'), { page: 'unknown' });
});

test('a mini-program code opens what its scene says', () => {
  assert.deepEqual(opening({ scene: '7G4K2M9QXR' }, site), letter);
  assert.deepEqual(opening({ scene: encodeURIComponent('code=7G4K2M9QXR') }, site), letter);
  assert.deepEqual(opening({ scene: encodeURIComponent('r/7G4K2M9QXR') }, site), letter);
});

test('a share card opens the letter', () => {
  assert.deepEqual(opening({ code: '7G4K2M9QXR' }, site), letter);
});

test('without options it is the list', () => {
  assert.deepEqual(opening({}, site), { page: 'list' });
  assert.deepEqual(q('https://fuhan.example/'), { page: 'list' });
});

test('foreign, forged and damaged codes are unknown', () => {
  for (const link of [
    'https://fuhan.example.evil.example/r/7G4K2M9QXR',
    'https://fuhan.example@evil.example/r/7G4K2M9QXR',
    'https://evil.example/r/7G4K2M9QXR',
    'https://evil.example/?https://fuhan.example/r/7G4K2M9QXR',
    'javascript:fuhan.example/r/7G4K2M9QXR',
    'https://fuhan.example/r/7G4K2M9QX',
    'https://fuhan.example/r/7G4K2M9QXU',
    'https://fuhan.example/r/3V8K2R7M0QXW5T9C1ZB4N6HDYJ',
    'https://fuhan.example/h/7G4K2M9QXR',
    'https://fuhan.example/h/3V8K2R7M0QXW5T9C1ZB4N6HDYJ/../../desk',
    'https://fuhan.example/desk',
    'fuhan',
    '',
  ]) {
    assert.deepEqual(q(link), { page: 'unknown' }, link);
  }
  assert.deepEqual(opening({ q: '%E0%A4%A' }, site), { page: 'unknown' });
  assert.deepEqual(opening({ scene: '%' }, site), { page: 'unknown' });
  assert.deepEqual(opening({ code: '../desk' }, site), { page: 'unknown' });
});

test('a link scanned inside the mini-program is read the same way', () => {
  assert.deepEqual(linked('https://fuhan.example/r/7G4K2M9QXR', site), letter);
});
