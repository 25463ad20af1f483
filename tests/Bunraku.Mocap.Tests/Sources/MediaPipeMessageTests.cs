using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.MediaPipe;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class MediaPipeMessageTests
{
    private static readonly float[] Scores = [.. Enumerable.Range(0, 52).Select(index => index / 100f)];

    [Fact]
    public void A_message_is_laid_out_as_documented()
    {
        byte[] message = MediaPipePage.Message(Scores, Turned(0.3f), 1234.5);
        Assert.Equal(288, message.Length);
        Assert.Equal("42464D3101000000", Convert.ToHexString(message.AsSpan(0, 8)));
        Assert.Equal(1234.5, BitConverter.ToDouble(message, 8));
        Assert.Equal(0.51f, BitConverter.ToSingle(message, 16 + (51 * 4)));
        Assert.Equal(40f, BitConverter.ToSingle(message, 224 + (14 * 4)));
        Assert.Equal("42464D3100000000", Convert.ToHexString(MediaPipePage.Message([], [], 0).AsSpan(0, 8)));
    }

    [Fact]
    public void Scores_matrix_and_time_are_read()
    {
        Assert.True(MediaPipeMessage.TryParse(MediaPipePage.Message(Scores, Turned(0.3f), 1234.5), TimeSpan.FromSeconds(2), out FacePose? face, out double taken));
        Assert.Equal(1234.5, taken);
        Assert.Equal(0.5, face[Blendshape.JawOpen], 1e-6);
        Assert.Equal(0.3, face.HeadRotation.Y, 1e-6);
        Assert.Equal(0, face.HeadRotation.X, 1e-6);
        Assert.Equal(0.4f, face.HeadPosition!.Value.Z, 1e-6f);
        Assert.Equal(TimeSpan.FromSeconds(2), face.Timestamp);
    }

    [Fact]
    public void A_lost_face_is_a_message_too()
    {
        Assert.True(MediaPipeMessage.TryParse(MediaPipePage.Message([], [], 5), TimeSpan.Zero, out FacePose? face, out _));
        Assert.False(face.IsFaceFound);
    }

    [Fact]
    public void Messages_that_are_not_exactly_so_are_refused()
    {
        byte[] good = MediaPipePage.Message(Scores, Turned(0), 5);
        for (int length = 0; length < good.Length; length++)
        {
            Assert.False(MediaPipeMessage.TryParse(good.AsSpan(0, length), TimeSpan.Zero, out _, out _));
        }

        Assert.False(MediaPipeMessage.TryParse([.. good, 0], TimeSpan.Zero, out _, out _));
        foreach ((int offset, byte value) in new (int, byte)[] { (0, 0), (4, 2), (5, 1), (15, 0x7F), (19, 0x7F), (287, 0x7F) })
        {
            byte[] bad = [.. good];
            bad[offset] = value;
            if (value == 0x7F)
            {
                bad[offset - 1] = 0xF0;
            }

            Assert.False(MediaPipeMessage.TryParse(bad, TimeSpan.Zero, out _, out _));
        }
    }

    [Fact]
    public async Task The_source_counts_publishes_and_loses_the_face_when_the_page_falls_silent()
    {
        var clock = new ManualClock();
        var source = new MediaPipeSource(clock);
        await using var running = new RunningFaceSource(source);
        await Eventually.HoldsAsync(() => source.Statistics.State == SourceState.Waiting, "the source waits");
        Assert.True(source.Receive(MediaPipePage.Message(Scores, Turned(0), 5)));
        Assert.False(source.Receive([1, 2, 3]));
        Assert.Equal(SourceState.Receiving, source.Statistics.State);
        Assert.Equal((2, 1, 1), (source.Statistics.Received, source.Statistics.Accepted, source.Statistics.Malformed));
        await clock.AdvanceUntilAsync(() => running.Face is { IsFaceFound: false }, "the face is lost");
        Assert.Equal(SourceState.Stale, source.Statistics.State);
        source.Report("The camera was unplugged.");
        Assert.Equal("The camera was unplugged.", source.Statistics.Problem?.ToString());
    }

    private static float[] Turned(float angle)
    {
        (float sin, float cos) = MathF.SinCos(angle);
        return [cos, 0, -sin, 0, 0, 1, 0, 0, sin, 0, cos, 0, 1, 2, 40, 1];
    }
}
