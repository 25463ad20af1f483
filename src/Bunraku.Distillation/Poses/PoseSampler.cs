using Bunraku.Core.Poses;

namespace Bunraku.Distillation.Poses;

/// <summary>
/// Poses that need no download. They are described in docs/distiller.md. The range of every parameter is covered, and left and right go together as
/// in faces. Neutral and extreme faces come more often than if independent. Vowels come mostly alone, and head and body are mostly moderate.
/// </summary>
internal sealed class PoseSampler : IPoseSource
{
    /// <summary>To be raised when the distribution changes, because a run must not change it half-way.</summary>
    private const int Version = 1;

    /// <summary>Keeps the sample pictures apart from the examples of the same seed.</summary>
    private const ulong SampleStream = 1UL << 63;

    private static readonly PoseGroup[] Brows = Groups(PoseCategory.Eyebrow);
    private static readonly PoseGroup[] Eyes = Groups(PoseCategory.Eye);
    private static readonly PoseGroup IrisSmall = Groups(PoseCategory.IrisMorph)[0];
    private static readonly PoseGroup[] Vowels = [.. Groups(PoseCategory.Mouth).Where(group => !group.IsTwoSided && group.Name != "mouth_smirk")];
    private static readonly PoseGroup[] MouthShapes = [.. Groups(PoseCategory.Mouth).Where(group => group.IsTwoSided || group.Name == "mouth_smirk")];
    private static readonly PoseGroup[] IrisRotation = Groups(PoseCategory.IrisRotation);
    private static readonly PoseGroup[] Head = Groups(PoseCategory.FaceRotation);
    private static readonly PoseGroup[] Body = Groups(PoseCategory.BodyRotation);
    private static readonly PoseGroup Breathing = Groups(PoseCategory.Breathing)[0];

    public string Name => "our own sampler";

    public string Identity => $"own sampler {Version}";

    public Pose Example(ulong seed, long example, int batchSize) => Draw(seed, (ulong)example);

    public Pose[] Samples(ulong seed, int count) => [.. Enumerable.Range(0, count).Select(k => Draw(seed, SampleStream + (ulong)k))];

    /// <summary>The pose of a place in the sequence of a seed.</summary>
    public static Pose Draw(ulong seed, ulong place)
    {
        var random = new CounterRandom(seed, place);
        float[] values = new float[PoseParameters.Count];
        if (random.Happens(0.08))
        {
            Scatter(ref random, values);
            return Pose.FromValues(values);
        }

        if (!random.Happens(0.08))
        {
            DrawFace(ref random, values);
        }

        DrawGaze(ref random, values);
        DrawPosture(ref random, values);
        return Pose.FromValues(values);
    }

    /// <summary>Every parameter by itself, uniform: corners that no face reaches, but a slider does.</summary>
    private static void Scatter(ref CounterRandom random, float[] values)
    {
        foreach (PoseParameter parameter in PoseParameters.All)
        {
            values[parameter.Index] = (float)random.NextBetween(parameter.Group.Minimum, parameter.Group.Maximum);
        }
    }

    private static void DrawFace(ref CounterRandom random, float[] values)
    {
        DrawSome(ref random, values, Brows, none: 0.3, two: 0.15);
        DrawSome(ref random, values, Eyes, none: 0.3, two: 0.1);
        if (random.Happens(0.25))
        {
            DrawSides(ref random, values, IrisSmall);
        }

        DrawVowels(ref random, values);
        if (random.Happens(0.35))
        {
            DrawSides(ref random, values, MouthShapes[random.NextBelow(MouthShapes.Length)]);
        }
    }

    /// <summary>None, one or two of the groups.</summary>
    private static void DrawSome(ref CounterRandom random, float[] values, PoseGroup[] groups, double none, double two)
    {
        double draw = random.NextUnit();
        if (draw < none)
        {
            return;
        }

        int first = random.NextBelow(groups.Length);
        DrawSides(ref random, values, groups[first]);
        if (draw > 1 - two)
        {
            DrawSides(ref random, values, groups[(first + 1 + random.NextBelow(groups.Length - 1)) % groups.Length]);
        }
    }

    /// <summary>Both sides alike in most faces, near each other in some, each by itself in a few: a wink.</summary>
    private static void DrawSides(ref CounterRandom random, float[] values, PoseGroup group)
    {
        float left = Amount(ref random);
        values[group.FirstIndex] = left;
        if (!group.IsTwoSided)
        {
            return;
        }

        double draw = random.NextUnit();
        values[group.FirstIndex + 1] = draw switch
        {
            < 0.65 => left,
            < 0.8 => (float)Math.Clamp(left + random.NextBetween(-0.3, 0.3), 0, 1),
            _ => Amount(ref random),
        };
        if (draw > 0.9)
        {
            values[random.Happens(0.5) ? group.FirstIndex : group.FirstIndex + 1] = 0f;
        }
    }

    private static void DrawVowels(ref CounterRandom random, float[] values)
    {
        double draw = random.NextUnit();
        if (draw < 0.25)
        {
            return;
        }

        int first = random.NextBelow(Vowels.Length);
        float amount = Amount(ref random);
        values[Vowels[first].FirstIndex] = amount;
        if (draw > 0.85)
        {
            // A mouth between two vowels: the second takes what the first leaves.
            int second = (first + 1 + random.NextBelow(Vowels.Length - 1)) % Vowels.Length;
            values[Vowels[second].FirstIndex] = (1f - amount) * (float)random.NextUnit();
        }
    }

    private static void DrawGaze(ref CounterRandom random, float[] values)
    {
        if (!random.Happens(0.25))
        {
            DrawAngles(ref random, values, IrisRotation, lean: 0);
        }
    }

    private static void DrawPosture(ref CounterRandom random, float[] values)
    {
        if (!random.Happens(0.1))
        {
            DrawAngles(ref random, values, Head, lean: 0);
        }

        if (!random.Happens(0.1))
        {
            // The body follows the head in part: y is the turn, z the tilt of both.
            DrawAngles(ref random, values, [Body[0]], lean: 0.3 * values[Head[1].FirstIndex]);
            DrawAngles(ref random, values, [Body[1]], lean: 0.3 * values[Head[2].FirstIndex]);
        }

        values[Breathing.FirstIndex] = random.Happens(0.15) ? 0f : (float)random.NextUnit();
    }

    /// <summary>Angles in -1..1: mostly moderate, a third anywhere, some at the very end.</summary>
    private static void DrawAngles(ref CounterRandom random, float[] values, PoseGroup[] groups, double lean)
    {
        foreach (PoseGroup group in groups)
        {
            double draw = random.NextUnit();
            double angle = draw switch
            {
                < 0.6 => lean + (0.35 * random.NextNormal()),
                < 0.93 => random.NextBetween(-1, 1),
                _ => random.Happens(0.5) ? -1 : 1,
            };
            values[group.FirstIndex] = (float)Math.Clamp(angle, group.Minimum, group.Maximum);
        }
    }

    /// <summary>How strong an expression is: a quarter of the time all of it, else anything.</summary>
    private static float Amount(ref CounterRandom random) => random.Happens(0.25) ? 1f : (float)random.NextUnit();

    private static PoseGroup[] Groups(PoseCategory category) => [.. PoseParameters.Groups.Where(group => group.Category == category)];
}
