using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>A phone with iFacialMocap on this machine: sends a face 60 times a second until it is switched off.</summary>
internal sealed class PhoneFake : IAsyncDisposable
{
    private readonly CancellationTokenSource _off = new();
    private readonly Task _sending;

    public PhoneFake(int port, FacePose face)
    {
        Shown = face;
        _sending = SendAsync(port);
    }

    /// <summary>The face in front of the phone.</summary>
    public FacePose Shown { get; set; }

    /// <summary>A face with an open jaw and a turned head.</summary>
    public static FacePose Talking { get; } = Face(jawOpen: 1, headYDegrees: 20);

    public static FacePose Face(double jawOpen, double headYDegrees)
    {
        double[] weights = new double[Blendshapes.Count];
        weights[(int)Blendshape.JawOpen] = jawOpen;
        weights[(int)Blendshape.MouthLowerDownLeft] = jawOpen;
        weights[(int)Blendshape.MouthLowerDownRight] = jawOpen;
        return new FacePose(weights) { HeadRotation = new EulerAngles(0, double.DegreesToRadians(headYDegrees), 0) };
    }

    /// <summary>Writes a recording, 60 faces a second, of a face that speaks and turns its head.</summary>
    /// <returns>Its path.</returns>
    public static string Record(string folder, TimeSpan length)
    {
        string path = Path.Combine(folder, "face.jsonl");
        using FaceRecordingWriter writer = FaceRecordingWriter.Create(path, new FaceRecordingHeader("test", DateTimeOffset.UnixEpoch));
        for (TimeSpan time = TimeSpan.Zero; time < length; time += TimeSpan.FromSeconds(1.0 / 60))
        {
            double phase = time.TotalSeconds * 4;
            writer.Append(Face(0.5 + (0.5 * Math.Sin(2 * phase)), 25 * Math.Sin(phase)).At(time));
        }

        return path;
    }

    /// <summary>A UDP port that nobody uses now.</summary>
    public static int FreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    public static byte[] Datagram(FacePose face)
    {
        var datagram = new ArrayBufferWriter<byte>();
        IFacialMocapText.Write(face, datagram);
        return datagram.WrittenSpan.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        await _sending;
        _off.Dispose();
    }

    private async Task SendAsync(int port)
    {
        using var socket = new UdpClient(AddressFamily.InterNetwork);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / 60));
        try
        {
            for (int frame = 0; ; frame++)
            {
                await timer.WaitForNextTickAsync(_off.Token);
                // A real face is never twice the same: exact repetition means to the receiver that the phone sees none.
                double tremble = 0.01 * (frame % 7);
                FacePose face = Shown;
                byte[] datagram = Datagram(new FacePose(face.Weights) { HeadRotation = face.HeadRotation with { Z = double.DegreesToRadians(tremble) } });
                await socket.SendAsync(datagram, new IPEndPoint(IPAddress.Loopback, port), _off.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Switched off.
        }
    }
}
