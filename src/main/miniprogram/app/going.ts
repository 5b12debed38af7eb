import type { Opening } from './scan';

const UNKNOWN = { title: '不是这里的二维码', content: '请扫复函或回执单上的二维码，或在这里查找复函。', showCancel: false };

/** Opens the page that an opening is about; `here` is the page that already is, which stays. */
export function go(asked: Opening, here: 'list' | 'letter' | 'receipt'): boolean {
  if (asked.page === here) return false;
  if (asked.page === 'unknown') {
    wx.showModal({ ...UNKNOWN, success: () => home(here) });
    return true;
  }
  if (asked.page === 'list') {
    home(here);
    return true;
  }
  const url =
    asked.page === 'letter'
      ? `/pages/letter/letter?code=${asked.code}`
      : `/pages/receipt/receipt?receipt=${asked.receiptCode}`;
  if (here === 'list') wx.navigateTo({ url });
  else wx.redirectTo({ url });
  return true;
}

function home(here: string): void {
  if (here !== 'list') wx.switchTab({ url: '/pages/list/list' });
}
