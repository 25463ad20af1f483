using Bunraku.Core.Posing;

namespace Bunraku.TestSupport;

/// <summary>
/// One of a student's six outputs in the published order, and how far an independent float32 implementation may be from the
/// original's values (student-networks.md, section 7).
/// </summary>
public sealed record StudentOutput(string Name, float MaximumTolerance, float RmsTolerance, Func<PosedFrame, float[]> ValuesOf)
{
    public static StudentOutput Blended { get; } = new("blended", 2e-3f, 2e-5f, frame => frame.Blended);

    public static StudentOutput Alpha { get; } = new("alpha", 4e-4f, 5e-6f, frame => frame.Alpha);

    public static StudentOutput ColorChange { get; } = new("color_change", 7e-4f, 1e-5f, frame => frame.ColorChange);

    public static StudentOutput Warped { get; } = new("warped", 1e-2f, 4e-5f, frame => frame.Warped);

    public static StudentOutput GridChange { get; } = new("grid_change", 1.2e-4f, 1e-6f, frame => frame.GridChange);

    public static StudentOutput Face { get; } = new("face_morphed", 1.2e-4f, 6e-6f, frame => frame.Face);

    /// <summary>All six; an output's index is its published number.</summary>
    public static IReadOnlyList<StudentOutput> All { get; } = [Blended, Alpha, ColorChange, Warped, GridChange, Face];

    /// <summary>Fails unless the values agree within the tolerances.</summary>
    /// <param name="what">Which picture this is, for the message.</param>
    /// <param name="expected">The right values.</param>
    /// <param name="actual">As many values to judge.</param>
    public void AssertClose(string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        double maximum = 0;
        double squares = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs((double)actual[i] - expected[i]);

            // Math.Max passes NaN on, so that a value that is not a number fails below.
            maximum = Math.Max(maximum, difference);
            squares += difference * difference;
        }

        double rms = Math.Sqrt(squares / expected.Length);
        Xunit.Assert.True(
            maximum <= MaximumTolerance && rms <= RmsTolerance,
            $"{what}, {Name}: differs by at most {maximum:g3} (allowed {MaximumTolerance:g3}), rms {rms:g3} (allowed {RmsTolerance:g3}).");
    }
}
