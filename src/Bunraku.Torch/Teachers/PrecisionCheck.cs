using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;

namespace Bunraku.Torch.Teachers;

/// <summary>Compares the first frames of networks in bfloat16 with those in float32.</summary>
internal static class PrecisionCheck
{
    /// <summary>Far above what a student reaches, which is 30 to 35 dB.</summary>
    public const double LeastDb = 45;

    private static readonly Pose[] Poses =
    [
        Pose.Rest.With("mouth_aaa", 1).With("eyebrow_angry_left", 1).With("eyebrow_angry_right", 1).With("head_x", 0.5f).With("head_y", -1).With("body_z", 1),
        Pose.Rest.With("mouth_iii", 0.5f).With("eye_wink_left", 1).With("eye_relaxed_right", 0.5f).With("head_x", -1).With("head_y", 0.5f).With("neck_z", -0.5f).With("breathing", 1),
    ];

    /// <summary>Why the networks in bfloat16 may not be used for a picture, or null. In one line for a user.</summary>
    /// <param name="exact">In float32.</param>
    /// <param name="reduced">In bfloat16.</param>
    /// <param name="picture">The picture.</param>
    public static Phrase? ProblemOf(TeacherNetworkSet exact, TeacherNetworkSet reduced, CharacterPicture picture)
    {
        try
        {
            double decibels = LowestDb(exact, reduced, picture);
            return decibels >= LeastDb
                ? null
                : Phrase.Of($"In bfloat16 the teacher's first frames are only {decibels:0.0} dB from those in float32 (needed: {LeastDb} dB). The teacher computes in float32.");
        }
        catch (Exception error) when (error is BadInputException or ExternalException)
        {
            return Phrase.Of($"The teacher cannot be computed in bfloat16 here: {ForeignText.Line(error.Message)} It computes in float32.");
        }
    }

    /// <summary>The PSNR of the worst of the frames and faces.</summary>
    public static double LowestDb(TeacherNetworkSet exact, TeacherNetworkSet reduced, CharacterPicture picture)
    {
        using var expected = new TeacherPoser(exact, picture);
        using var actual = new TeacherPoser(reduced, picture);
        return Poses.Min(pose => new[] { exact.Family.Posed, exact.Family.Output("face_output_image") }.Min(output => Decibels(expected.Render(pose, output), actual.Render(pose, output))));
    }

    /// <summary>The PSNR of a picture in -1..1 over the pixels that can be seen.</summary>
    internal static double Decibels(Tensor expected, Tensor actual)
    {
        const float Visible = (2f / 512) - 1;
        const double Range = 2;
        int plane = expected.Values.Length / expected.Shape[0];
        ReadOnlySpan<float> alpha = expected.Values.AsSpan(3 * plane, plane);
        (double sum, long count) = (0, 0);
        for (int i = 0; i < expected.Values.Length; i++)
        {
            if (alpha[i % plane] > Visible)
            {
                double difference = expected.Values[i] - actual.Values[i];
                sum += difference * difference;
                count++;
            }
        }

        return sum == 0 ? double.PositiveInfinity : 10 * Math.Log10(Range * Range * count / sum);
    }
}
