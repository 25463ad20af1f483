using System.Threading.Channels;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Puppets;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.Siren;
using Bunraku.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.PublicApi.Tests;

/// <summary>What the packages promise in their READMEs, done with nothing but public members. Training is in <see cref="SampleTests"/>.</summary>
public sealed class LibraryTests
{
    [Fact]
    public void A_character_that_cannot_be_loaded_is_a_BadInputException_with_its_path()
    {
        string nowhere = Path.Combine(Path.GetTempPath(), "bunraku-no-such-character");

        Assert.Contains(nowhere, Assert.ThrowsAny<BadInputException>(() => CharacterModel.Load(nowhere)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_changes_no_pixel_of_a_frame()
    {
        CharacterModel character = CharacterModel.Load(TestData.Koito);
        using var poser = new StudentPoser(character);
        byte[] whole = Drawn(poser);
        poser.Mask = StudentPoser.FindMask(character, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(whole, Drawn(poser));
    }

    [Fact]
    public void A_packet_of_a_tracker_becomes_a_face_and_a_pose()
    {
        Assert.True(IFacialMocapPacket.TryParse("jawOpen-100|mouthLowerDown_L-100|mouthLowerDown_R-100|=head#0.0,20.0,0.0,0,0,0|"u8, TimeSpan.Zero, out FacePose? face));
        Assert.False(IFacialMocapPacket.TryParse("nothing of the kind"u8, TimeSpan.Zero, out _));

        Pose pose = PoseConverter.Convert(face, PuppetSettings.Default, BreathingCycle.None, TimeSpan.Zero);

        Assert.Equal(1, face[Blendshape.JawOpen]);
        Assert.NotEqual(0, pose["head_y"]);
        Assert.True(pose["mouth_aaa"] > 0.5f);
        Assert.True(pose.IsInRange);
    }

    [Fact]
    public void A_puppet_without_a_face_breathes()
    {
        var puppet = new PuppetDriver(new LatestFace(), PuppetSettings.Default);
        float[] breaths = [.. Enumerable.Range(0, 30).Select(tenth => puppet.PoseAt(TimeSpan.FromSeconds(tenth / 10.0)).Pose["breathing"])];

        Assert.True(breaths.Max() - breaths.Min() > 0.5f);
    }

    [Fact]
    public async Task A_stage_brings_its_frames_to_a_sink()
    {
        CharacterModel character = CharacterModel.Load(TestData.Koito);
        using var stage = new LiveStage("stage", NullLogger.Instance);
        stage.Show(new Actor(character, new StudentPoser(character)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sink = new Sink();
        Task watching = new Viewer(stage, sink).RunAsync(stop.Token);

        byte[] rest = await sink.NextAsync();
        stage.Pose = Pose.Rest.With("head_y", 1);
        byte[] turned = await sink.NextAsync();
        await stop.CancelAsync();
        await watching;

        Assert.True(rest.Length > FrameMessage.HeaderLength + 10_000);
        Assert.False(turned.AsSpan(FrameMessage.HeaderLength).SequenceEqual(rest.AsSpan(FrameMessage.HeaderLength)));
    }

    private static byte[] Drawn(StudentPoser poser)
    {
        var frame = new PosedFrame();
        poser.Render(Pose.Rest.With("eye_wink_left", 1), frame);
        var picture = new StraightImage(CharacterPicture.Size, CharacterPicture.Size);
        FrameConversion.ToStraight(frame.Blended, picture.Width, picture.Height, picture.Pixels);
        return picture.Pixels;
    }

    private sealed class Sink : IFrameSink
    {
        private readonly Channel<byte[]> _messages = Channel.CreateUnbounded<byte[]>();

        public ValueTask<byte[]> NextAsync() => _messages.Reader.ReadAsync(TestContext.Current.CancellationToken);

        public ValueTask<bool> TrySendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) => ValueTask.FromResult(_messages.Writer.TryWrite(message.ToArray()));

        public async ValueTask<bool> WaitForAcknowledgementAsync(CancellationToken cancellationToken)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }
}
