using System.Net;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.Mocap.Sources.LiveLinkFace;
using Bunraku.Mocap.Sources.OpenSeeFace;
using Bunraku.Mocap.Sources.Vmc;
using Bunraku.Mocap.Sources.VTubeStudio;

namespace Bunraku.Mocap.Tests.Sources;

/// <summary>Ten thousand packets at 60 a second of simulated time: what is kept does not grow, and a packet costs little more than its face.</summary>
[Collection(Alone)]
public sealed class FlatMemoryTests
{
    /// <summary>What is kept is a figure of the whole process, so that no other test may run next to these.</summary>
    private const string Alone = "Alone";

    private const int Packets = 10_000;

    /// <summary>A face is 416 bytes of weights, its angles and headers.</summary>
    private const int MostBytesPerPacket = 1024;

    private const int MostBytesKept = 64 * 1024;

    private static readonly TimeSpan PerPacket = TimeSpan.FromSeconds(1) / 60;

    [Theory]
    [InlineData("iFacialMocap")]
    [InlineData("iFacialMocap version 3")]
    [InlineData("VMC")]
    [InlineData("OpenSeeFace")]
    [InlineData("VTube Studio")]
    [InlineData("Live Link Face")]
    public void Ten_thousand_packets_leave_memory_flat(string name)
    {
        var clock = new ManualClock();
        (UdpFaceSource source, byte[][] packets) = Make(name, clock);
        Deliver(source, clock, packets, 1000);

        long keptBefore = GC.GetTotalMemory(forceFullCollection: true);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        Deliver(source, clock, packets, Packets);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        long kept = GC.GetTotalMemory(forceFullCollection: true) - keptBefore;

        Assert.Equal(Packets + 1000, source.Statistics.Accepted);
        Assert.Equal(60, source.Statistics.Rate, 0.5);
        Assert.InRange(allocated / Packets, 0, MostBytesPerPacket);
        Assert.InRange(kept, long.MinValue, MostBytesKept);
    }

    private static void Deliver(UdpFaceSource source, ManualClock clock, byte[][] packets, int count)
    {
        IPAddress sender = IPAddress.Loopback;
        for (int index = 0; index < count; index++)
        {
            byte[] packet = packets[index % packets.Length];
            if (packet.AsSpan().StartsWith("FMV3"u8))
            {
                BitConverter.TryWriteBytes(packet.AsSpan(20), BitConverter.ToUInt32(packet, 20) + (uint)packets.Length);
            }

            source.Deliver(packet, sender);
            clock.Advance(PerPacket);
        }
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class RunsAlone;

    private static (UdpFaceSource Source, byte[][] Packets) Make(string name, ManualClock clock)
    {
        switch (name)
        {
            case "iFacialMocap":
                return (new IFacialMocapSource(IFacialMocapSource.SetupFor(null), clock: clock), [MadePackets.Text(jawOpen: 1), MadePackets.Text(jawOpen: 2)]);
            case "iFacialMocap version 3":
                var voice = new FaceMotionPhone(5, ["jawOpen", "eyeBlinkLeft"]);
                var source = new IFacialMocapSource(IFacialMocapSource.SetupFor(null), clock: clock);
                source.Deliver(voice.SchemaMessage(nonce: 0), IPAddress.Loopback);
                return (source, [voice.FrameMessage(1, [1, 2]), voice.FrameMessage(2, [3, 4])]);
            case "VMC":
                return (new VmcSource(VmcSource.DefaultSetup, clock), [MadePackets.Vmc(0.1f), MadePackets.Vmc(0.2f)]);
            case "OpenSeeFace":
                return (new OpenSeeFaceSource(OpenSeeFaceSource.DefaultSetup, clock), [MadePackets.OpenSeeFace()]);
            case "VTube Studio":
                return (new VTubeStudioSource(VTubeStudioSource.SetupFor(IPAddress.Loopback), clock), [MadePackets.VTubeStudio()]);
            default:
                return (new LiveLinkFaceSource(LiveLinkFaceSource.DefaultSetup, clock), [MadePackets.LiveLinkFace()]);
        }
    }
}
