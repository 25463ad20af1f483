// After a restart Studio knows nothing of this page any more: load it again.
document.getElementById('components-reconnect-modal').addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state === 'rejected') location.reload();
  if (event.detail.state === 'failed') setTimeout(() => Blazor.reconnect(), 1000);
});
