// After a restart Studio knows nothing of this page any more: load it again.
document.getElementById('components-reconnect-modal').addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state === 'rejected') location.reload();
  if (event.detail.state === 'failed') setTimeout(() => Blazor.reconnect(), 1000);
});

// A separate window asks before it closes while a stream may show it. (The browser writes the question.)
addEventListener('beforeunload', event => {
  if (matchMedia('(display-mode: standalone)').matches && document.querySelector('.shell[data-on-air]')) event.preventDefault();
});
