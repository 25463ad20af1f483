using BenchmarkDotNet.Attributes;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.Mocap.Sources.LiveLinkFace;
using Bunraku.Mocap.Sources.OpenSeeFace;
using Bunraku.Mocap.Sources.Vmc;
using Bunraku.Mocap.Sources.VTubeStudio;
using Bunraku.Mocap.Tests.Sources;

namespace Bunraku.MicroBenchmarks;

/// <summary>One packet of each tracker to a face.</summary>
public class PacketBenchmarks
{
    private readonly byte[] _text = MadePackets.Text();
    private readonly byte[] _vTubeStudio = MadePackets.VTubeStudio();
    private readonly byte[] _liveLinkFace = MadePackets.LiveLinkFace();
    private readonly byte[] _openSeeFace = MadePackets.OpenSeeFace();
    private readonly byte[] _vmc = MadePackets.Vmc();
    private readonly VmcDecoder _vmcDecoder = new();

    [Benchmark]
    public bool IFacialMocap() => IFacialMocapPacket.TryParse(_text, TimeSpan.Zero, out _);

    [Benchmark]
    public bool VTubeStudio() => VTubeStudioPacket.TryParse(_vTubeStudio, TimeSpan.Zero, out _);

    [Benchmark]
    public bool LiveLinkFace() => LiveLinkFacePacket.TryParse(_liveLinkFace, TimeSpan.Zero, out _);

    [Benchmark]
    public bool OpenSeeFace() => OpenSeeFacePacket.TryParse(_openSeeFace, TimeSpan.Zero, out _);

    [Benchmark]
    public bool Vmc() => _vmcDecoder.TryParse(_vmc, TimeSpan.Zero, out _);
}
