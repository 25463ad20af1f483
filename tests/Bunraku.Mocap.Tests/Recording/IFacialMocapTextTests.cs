using System.Buffers;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Sources.IFacialMocap;
using CsCheck;

namespace Bunraku.Mocap.Tests.Recording;

public sealed class IFacialMocapTextTests
{
    [Fact]
    public void Our_own_receiver_reads_what_is_sent() => MadeUpFaces.Ordinary.Sample(face =>
    {
        var datagram = new ArrayBufferWriter<byte>();
        IFacialMocapText.Write(face, datagram);
        return IFacialMocapPacket.TryParse(datagram.WrittenSpan, TimeSpan.Zero, out FacePose? read)
            && face.Weights.ToArray().Zip(read.Weights.ToArray()).All(pair => Math.Abs(pair.First - pair.Second) < 1e-6)
            && Math.Abs(face.HeadRotation.X - read.HeadRotation.X) < 1e-7
            && Math.Abs(face.HeadRotation.Z - read.HeadRotation.Z) < 1e-7;
    });
}
