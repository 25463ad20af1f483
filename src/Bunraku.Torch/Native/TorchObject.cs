namespace Bunraku.Torch.Native;

/// <summary>Something that owns tensors. Its calls run on libtorch's thread, and none gets there after disposal.</summary>
internal abstract class TorchObject : IDisposable
{
    // Only libtorch's thread looks at it.
    private bool _isDisposed;

    public void Dispose() => TorchThread.Run(() =>
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Free();
        }
    });

    /// <summary>Does something on libtorch's thread.</summary>
    /// <exception cref="ObjectDisposedException">This object was disposed.</exception>
    protected T Run<T>(Func<T> function) => TorchThread.Run(() =>
    {
        ThrowIfDisposed();
        return function();
    });

    /// <inheritdoc cref="Run{T}"/>
    protected void Run(Action action) => TorchThread.Run(() =>
    {
        ThrowIfDisposed();
        action();
    });

    /// <summary>To be asked on libtorch's thread by what uses this object's tensors.</summary>
    /// <exception cref="ObjectDisposedException">This object was disposed.</exception>
    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    /// <summary>Disposes of the tensors. Called once, on libtorch's thread.</summary>
    protected abstract void Free();
}
