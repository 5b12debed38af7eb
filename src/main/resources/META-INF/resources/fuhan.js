// Comfort only: every page is complete without this file.
(function () {
  'use strict';

  // The reading modes (字号, 颜色) are remembered where the browser lets us.
  var modes = document.querySelectorAll('.mode');
  Array.prototype.forEach.call(modes, function (mode) {
    try {
      if (localStorage.getItem('fuhan.' + mode.name) === mode.id) mode.checked = true;
    } catch (e) { /* storage is blocked */ }
    mode.addEventListener('change', function () {
      try {
        localStorage.setItem('fuhan.' + mode.name, mode.id);
      } catch (e) { /* storage is blocked */ }
    });
  });

  // Inside WeChat nobody needs the way there.
  if (/MicroMessenger/.test(navigator.userAgent)) {
    document.documentElement.className += ' in-wechat';
  }

  // A receipt is sent once; coming back to the page frees its form again.
  var sent = false;
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post') return;
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    form.setAttribute('aria-busy', 'true');
    var button = form.querySelector('button');
    if (button) button.textContent = '正在提交…';
  });
  window.addEventListener('pageshow', function (event) {
    if (event.persisted && sent) location.reload();
  });
})();
