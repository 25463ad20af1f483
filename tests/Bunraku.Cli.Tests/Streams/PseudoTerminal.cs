using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Bunraku.Cli.Tests.Streams;

/// <summary>A terminal of the test's own (Linux), which goes away when it is disposed: as when its window is closed.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWriteWithoutControl = 0x2 | 0x100;
    private const int NonBlocking = 0x800;

    /// <summary>A terminal that another child holds too never goes away.</summary>
    private const int ClosedInChildren = 0x80000;

    private readonly SafeFileHandle _master = new(OpenTerminal(ReadWriteWithoutControl | NonBlocking | ClosedInChildren), ownsHandle: true);
    private readonly StringBuilder _text = new();
    private readonly Thread _reader;
    private volatile bool _isGone;

    public PseudoTerminal()
    {
        Assert.False(_master.IsInvalid);
        Assert.Equal((0, 0), (Grant(_master), Unlock(_master)));
        Path = Marshal.PtrToStringUTF8(NameOf(_master))!;
        _reader = new Thread(Drain) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>The end that a program uses.</summary>
    public string Path { get; }

    /// <summary>What was written to it so far.</summary>
    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public void Dispose()
    {
        // A descriptor that is being read stays open.
        _isGone = true;
        _reader.Join();
        _master.Dispose();
    }

    private void Drain()
    {
        byte[] buffer = new byte[4096];
        while (!_isGone)
        {
            int count = (int)Read(_master, buffer, buffer.Length);
            if (count > 0)
            {
                lock (_text)
                {
                    _text.Append(Encoding.UTF8.GetString(buffer, 0, count));
                }
            }
            else
            {
                TestContext.Current.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10)); // A terminal whose other end is not open yet raises no event to wait for.
            }
        }
    }

    [DllImport("libc", EntryPoint = "posix_openpt")]
    private static extern int OpenTerminal(int flags);

    [DllImport("libc", EntryPoint = "grantpt")]
    private static extern int Grant(SafeFileHandle master);

    [DllImport("libc", EntryPoint = "unlockpt")]
    private static extern int Unlock(SafeFileHandle master);

    [DllImport("libc", EntryPoint = "ptsname")]
    private static extern IntPtr NameOf(SafeFileHandle master);

    [DllImport("libc", EntryPoint = "read")]
    private static extern nint Read(SafeFileHandle master, byte[] buffer, nint count);
}
