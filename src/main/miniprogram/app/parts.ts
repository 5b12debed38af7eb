import { Drafts, type Store } from './draft';
import { Sending } from './sending';
import { Service, Unreachable, type Request } from './service';
import { Session } from './session';
import { settings } from './settings';
import { Subscribing } from './subscribing';

// The one place where the parts meet the phone.

const store: Store = {
  get: (key) => wx.getStorageSync(key) as unknown,
  set: (key, value) => wx.setStorageSync(key, value),
  remove: (key) => wx.removeStorageSync(key),
  keys: () => wx.getStorageInfoSync().keys,
};

/** Unique, not secret: the service knows a key only together with the proof that comes with it. */
function newKey(): string {
  const chance = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0');
  return `${Date.now().toString(36)}-${chance()}-${chance()}`;
}

function logInCode(): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.login({
      success: ({ code }) => resolve(code),
      fail: ({ errMsg }) => reject(new Unreachable(errMsg)),
    });
  });
}

export const service = new Service(settings.site, wx.request as unknown as Request);
export const drafts = new Drafts(store, Date.now, newKey);
export const session = new Session(
  store,
  Date.now,
  logInCode,
  (code) => service.login(code),
  (token) => service.refresh(token),
);
export const sending = new Sending(drafts, service, session, {
  now: Date.now,
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  random: Math.random,
});
export const subscribing = new Subscribing(service, session);
