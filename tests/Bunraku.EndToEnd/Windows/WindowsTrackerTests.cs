using System.Net;
using System.Net.Sockets;

namespace Bunraku.EndToEnd.Windows;

/// <summary>The program for Windows under Wine records what a phone on this machine sends. <c>./test --windows</c> runs these.</summary>
public sealed class WindowsTrackerTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    private static readonly byte[] Packet = [.. "eyeBlinkLeft-80|jawOpen-40|=head#10,-5,3,0.1,0.2,0.3|rightEye#1,2,3|leftEye#4,5,6|"u8];

    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku windows trackers ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Explicit = true)]
    public async Task A_phone_is_received_over_udp()
    {
        const int Port = 49_983;
        using var phone = new UdpClient();
        Task<(int Code, string Output)> recording = RecordAsync("ifacialmocap", Port);
        while (!recording.IsCompleted)
        {
            await phone.SendAsync(Packet, new IPEndPoint(IPAddress.Loopback, Port), TestContext.Current.CancellationToken);
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }

        AssertRecorded(await recording);
    }

    [Fact(Explicit = true)]
    public async Task A_phone_is_received_over_tcp()
    {
        const int Port = 49_986;
        Task<(int Code, string Output)> recording = RecordAsync("ifacialmocap-tcp", Port);
        while (!recording.IsCompleted)
        {
            using var phone = new TcpClient();
            try
            {
                await phone.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
                while (!recording.IsCompleted)
                {
                    await phone.GetStream().WriteAsync((byte[])[.. Packet, .. "___iFacialMocap"u8], TestContext.Current.CancellationToken);
                    await Task.Delay(Pause, TestContext.Current.CancellationToken);
                }
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // The program does not listen yet, or it has what it wants.
                await Task.Delay(Pause, TestContext.Current.CancellationToken);
            }
        }

        AssertRecorded(await recording);
    }

    private Task<(int Code, string Output)> RecordAsync(string source, int port) =>
        WindowsProgram.RunAsync(_folder, "mocap", "record", "--source", source, "--port", $"{port}", "--seconds", "1", "-o", Path.Combine(_folder, "face.jsonl"));

    private void AssertRecorded((int Code, string Output) recording)
    {
        Assert.True(recording.Code == 0, recording.Output);
        string[] lines = File.ReadAllLines(Path.Combine(_folder, "face.jsonl"));
        Assert.True(lines.Length > 10);
        Assert.Contains(lines, line => line.Contains("0.8", StringComparison.Ordinal));
    }
}
