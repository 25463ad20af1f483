using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Rig;
using Bunraku.Siren.Pins;
using Bunraku.TestSupport;

namespace Bunraku.Distillation.Tests.Rig;

/// <summary>Koito was trained on the rig, which knows where each of her points goes.</summary>
public sealed class PinTrackerTests : IDisposable
{
    private const int Size = CharacterPicture.Size;

    private static readonly Dictionary<string, (float X, float Y)> Pins = new() { ["hat"] = (256, 68), ["ribbon"] = (206, 92), ["mouth"] = (256, 180), ["badge"] = (230, 300) };

    private readonly RigPoser _rig = new(RigCharacter.Default);
    private readonly PosedFrame _truth = new(FrameParts.GridChange);
    private readonly PinTracker _tracker = new(CharacterModel.Load(TestData.Koito));

    public void Dispose()
    {
        _rig.Dispose();
        _tracker.Dispose();
    }

    /// <summary>Head turned, nodded and tilted from one end to the other, the body as well.</summary>
    public static TheoryData<string, double> Ways
    {
        get
        {
            var ways = new TheoryData<string, double>();
            foreach (string parameter in (string[])["head_x", "head_y", "neck_z", "body_y", "body_z"])
            {
                foreach (double value in (double[])[-1, -0.5, 0.5, 1])
                {
                    ways.Add(parameter, value);
                }
            }

            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Pin_follows_the_true_motion_within_four_pixels(string parameter, double value)
    {
        Pose pose = Pose.Rest.With(parameter, (float)value);
        _rig.Render(pose, _truth);
        foreach ((string name, (float x, float y)) in Pins)
        {
            PinPlace place = _tracker.Find(pose, x, y, new PinPlace(x, y, 0, 1));
            (float trueX, float trueY) = TruePlace(x, y);
            float distance = MathF.Sqrt(((place.X - trueX) * (place.X - trueX)) + ((place.Y - trueY) * (place.Y - trueY)));
            TestContext.Current.TestOutputHelper?.WriteLine($"{name} {parameter} {value}: {distance:f2} pixels, turned by {place.Rotation:f3}, scale {place.Scale:f3}");
            Assert.True(distance <= 4, $"{name}: {distance:f2} pixels from its true place ({trueX:f1}, {trueY:f1})");
        }
    }

    [Fact]
    public void Head_that_tilts_turns_what_is_pinned_to_it()
    {
        PinPlace rest = _tracker.Find(Pose.Rest, 256, 68, new PinPlace(256, 68, 0, 1));
        Assert.Equal(0, rest.Rotation, 0.02f);
        Assert.Equal(1, rest.Scale, 0.03f);
        PinPlace left = _tracker.Find(Pose.Rest.With("neck_z", 1), 256, 68, rest);
        PinPlace right = _tracker.Find(Pose.Rest.With("neck_z", -1), 256, 68, left);
        Assert.InRange(Math.Abs(left.Rotation), 0.25, 0.33); // The rig tilts its head by 0.29.
        Assert.Equal(-left.Rotation, right.Rotation, 0.03f);
    }

    /// <summary>The pixel whose grid change comes nearest to the point, then the point between pixels.</summary>
    private (float X, float Y) TruePlace(float x, float y)
    {
        (float bestX, float bestY, float least) = (0, 0, float.MaxValue);
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                (float u, float v) = Source(row, column);
                float distance = ((u - x) * (u - x)) + ((v - y) * (v - y));
                if (distance < least)
                {
                    (bestX, bestY, least) = (column + x - u, row + y - v, distance);
                }
            }
        }

        return (bestX, bestY);
    }

    private (float U, float V) Source(int row, int column)
    {
        int pixel = (row * Size) + column;
        return (column + (256 * _truth.GridChange[pixel]), row + (256 * _truth.GridChange[(Size * Size) + pixel]));
    }
}
