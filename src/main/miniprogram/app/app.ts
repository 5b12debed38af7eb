import { sending } from './parts';

App({
  onLaunch() {
    wx.onNetworkStatusChange(({ isConnected }) => {
      if (isConnected) void sending.wake();
    });
  },
  onShow() {
    void sending.wake();
  },
});
