using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Bunraku.TestSupport;

/// <summary>
/// A line between two network devices of this machine, as slow as a line between two places: each packet is read from one device and written to the other one
/// when it would have arrived. Linux only, as root. The devices can be moved into network namespaces, and are gone when this is disposed.
/// </summary>
public sealed partial class SlowLine : IDisposable
{
    private const string Factory = "/dev/net/tun";
    private const nuint SetDevice = 0x400454CA; // TUNSETIFF
    private const short PacketsAlone = 0x1001; // IFF_TUN, IFF_NO_PI
    private const int RequestBytes = 40;
    private const int LongestPacket = 65536;
    private static readonly TimeSpan LongestQueue = TimeSpan.FromMilliseconds(400);

    private readonly TimeSpan _delay;
    private readonly double _bytesPerSecond;
    private readonly SafeFileHandle _first;
    private readonly SafeFileHandle _second;
    private readonly CancellationTokenSource _end = new();

    /// <param name="delay">How long a packet is on its way.</param>
    /// <param name="bitsPerSecond">In each direction.</param>
    /// <exception cref="IOException">This system has no such devices.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not make them.</exception>
    public SlowLine(TimeSpan delay, double bitsPerSecond)
    {
        (_delay, _bytesPerSecond) = (delay, bitsPerSecond / 8);
        string prefix = string.Create(CultureInfo.InvariantCulture, $"slow{Environment.ProcessId}");
        (FirstDevice, SecondDevice) = ($"{prefix}a", $"{prefix}b");
        _first = Open(FirstDevice);
        _second = Open(SecondDevice);
        Carry(_first, _second);
        Carry(_second, _first);
    }

    public string FirstDevice { get; }

    public string SecondDevice { get; }

    public void Dispose()
    {
        _end.Cancel();
        _first.Dispose();
        _second.Dispose();
        _end.Dispose();
    }

    private static SafeFileHandle Open(string name)
    {
        SafeFileHandle device = File.OpenHandle(Factory, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        byte[] request = new byte[RequestBytes];
        Encoding.ASCII.GetBytes(name, request);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(16), PacketsAlone);
        Checked(Control(device, SetDevice, request));
        return device;
    }

    private void Carry(SafeFileHandle from, SafeFileHandle to)
    {
        CancellationToken end = _end.Token;
        WaitHandle isEnded = end.WaitHandle;
        var way = new BlockingCollection<(long Due, byte[] Packet)>();
        Begin(() =>
        {
            byte[] buffer = new byte[LongestPacket];
            long free = 0;
            while (!end.IsCancellationRequested)
            {
                int length = Checked(Read(from, buffer, LongestPacket));
                long now = Stopwatch.GetTimestamp();
                if (free - now > Ticks(LongestQueue.TotalSeconds))
                {
                    continue; // A full queue loses packets.
                }

                free = Math.Max(free, now) + Ticks(length / _bytesPerSecond);
                way.Add((free + Ticks(_delay.TotalSeconds), buffer[..length]));
            }
        });
        Begin(() =>
        {
            foreach ((long due, byte[] packet) in way.GetConsumingEnumerable(end))
            {
                TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (left > TimeSpan.Zero && isEnded.WaitOne(left))
                {
                    return;
                }

                _ = Write(to, packet, packet.Length); // A device that is down loses its packets.
            }
        });
    }

    private void Begin(Action work) => new Thread(() =>
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or UnauthorizedAccessException or OperationCanceledException)
        {
            // The line was cut, or a device went with its namespace.
        }
    })
    { IsBackground = true, Name = nameof(SlowLine) }.Start();

    private static int Checked(nint result) => result >= 0 ? (int)result : throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle device, nuint request, byte[] argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle device, byte[] packet, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle device, byte[] packet, nint length);
}
