using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Live.Idle;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Puppets;
using Bunraku.Mocap.Settings;
using Bunraku.Siren;
using Bunraku.TestSupport;

namespace Bunraku.Live.Tests.Idle;

/// <summary>A character without a face is seen to live: its outline moves, however little its student learned of breathing.</summary>
[Trait("Category", "Slow")]
public sealed class VisibleLifeTests
{
    /// <summary>Of the silhouette's pixels. Breathing alone moved 0.19 % of another character's, and nobody saw it.</summary>
    private const double LeastVisible = 0.01;

    [Fact]
    public void Koito_sways_on_the_welcome_page() => Assert.InRange(Moved(LivelyPose.At), LeastVisible, 1);

    [Fact]
    public void Koito_sways_while_no_face_is_seen() => Assert.InRange(Moved(new PuppetDriver(new LatestFace(), PuppetSettings.Default)), LeastVisible, 0.2);

    [Fact]
    public void Sway_can_be_switched_off()
    {
        PuppetSettings still = PuppetSettings.Default with { Idle = new IdleSettings { Sway = 0, BlinksPerMinute = 0 }, BreathsPerMinute = 0 };

        Assert.Equal(0, Moved(new PuppetDriver(new LatestFace(), still)));
    }

    private static double Moved(PuppetDriver driver) => Moved(time => driver.PoseAt(time).Pose);

    /// <summary>The largest part of the silhouette that is elsewhere at another moment of ten seconds.</summary>
    private static double Moved(Func<TimeSpan, Pose> life)
    {
        using var poser = new StudentPoser(CharacterModel.Load(TestData.Koito));
        bool[][] outlines = [.. Enumerable.Range(0, 10).Select(second => Outline(poser, life(TimeSpan.FromSeconds(20 + second))))];
        double most = outlines.Max(outline => outline.Zip(outlines[0]).Count(pair => pair.First != pair.Second) / (double)outlines[0].Count(isInside => isInside));
        TestContext.Current.TestOutputHelper?.WriteLine($"{most:P2} of the silhouette moved.");
        return most;
    }

    private static bool[] Outline(StudentPoser poser, Pose pose)
    {
        var frame = new PosedFrame();
        poser.Render(pose, frame);
        return [.. frame.Blended.Skip(3 * CharacterPicture.Size * CharacterPicture.Size).Select(alpha => alpha > 0)];
    }
}
