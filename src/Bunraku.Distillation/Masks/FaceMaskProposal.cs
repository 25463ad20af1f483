using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.Masks;

/// <summary>A first face mask for the user to correct. Masks are [128, 128] over the face crop: 1 where the error is to count extra, else 0.</summary>
public static class FaceMaskProposal
{
    private const int Side = 128;

    // Of the range -1 to 1 of the network convention: more than the haze of a student, less than what eyes, brows and mouth change.
    private const float Movement = 0.3f;
    private const int SmallestPart = 12;
    private const int Bridge = 6;
    private const int Margin = 5;

    /// <summary>
    /// Finds where a teacher's face varies: the pixels of which some channel changes by more than 0.3 over the rest pose and every face parameter at
    /// its ends. Specks are left out, and parts away from the usual places of eyes, brows and mouth, such as the haze of a student in hair and collar. Gaps
    /// of a few pixels are bridged. Each part is made convex along rows and columns, and a margin of 5 pixels surrounds it all.
    /// </summary>
    /// <param name="teacher">Draws the character; only its face is asked for.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Checked between poses.</param>
    public static float[] FromTeacher(IPoser teacher, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        Pose[] poses = [Pose.Rest, .. Extremes()];
        var frame = PosedFrame.FaceOnly();
        float[] lowest = [.. Enumerable.Repeat(float.PositiveInfinity, frame.Face.Length)];
        float[] highest = [.. Enumerable.Repeat(float.NegativeInfinity, frame.Face.Length)];
        for (int i = 0; i < poses.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            teacher.Render(poses[i], frame);
            for (int k = 0; k < frame.Face.Length; k++)
            {
                lowest[k] = MathF.Min(lowest[k], frame.Face[k]);
                highest[k] = MathF.Max(highest[k], frame.Face[k]);
            }

            progress?.Report((i + 1.0) / poses.Length);
        }

        var moving = new MaskShape(Side);
        for (int k = 0; k < frame.Face.Length; k++)
        {
            moving[k % (Side * Side)] |= highest[k] - lowest[k] > Movement;
        }

        return moving.WithoutSpecks(SmallestPart).Touching(UsualPlaces()).Closed(Bridge).Spanned().Grown(Margin).ToValues();
    }

    /// <summary>
    /// Without a teacher: three rectangles (each eye with its brow, the mouth with the jaw line) where they are in a picture whose head is
    /// in the head box, without the pixels that are transparent.
    /// </summary>
    /// <param name="picture">The character's picture.</param>
    public static float[] FromPicture(CharacterPicture picture)
    {
        MaskShape mask = UsualPlaces();
        for (int pixel = 0; pixel < Side * Side; pixel++)
        {
            mask[pixel] &= IsVisible(picture, pixel / Side, pixel % Side);
        }

        return mask.ToValues();
    }

    private static MaskShape UsualPlaces()
    {
        PixelRectangle[] parts = [new(30, 19, 42, 42), new(30, 67, 42, 42), new(84, 27, 34, 74)];
        var places = new MaskShape(Side);
        foreach (PixelRectangle part in parts)
        {
            for (int row = part.Top; row < part.Top + part.Height; row++)
            {
                for (int column = part.Left; column < part.Left + part.Width; column++)
                {
                    places[(row * Side) + column] = true;
                }
            }
        }

        return places;
    }

    private static bool IsVisible(CharacterPicture picture, int row, int column)
    {
        PixelRectangle crop = FaceCrop.Student;
        const int Size = CharacterPicture.Size;
        return picture.Values[(((3 * Size) + crop.Top + row) * Size) + crop.Left + column] > -1f;
    }

    private static IEnumerable<Pose> Extremes()
    {
        foreach (PoseParameter parameter in PoseParameters.All.Where(parameter => parameter.Index < PoseParameters.FaceCount))
        {
            yield return Pose.Rest.With(parameter, parameter.Group.Maximum);
            if (parameter.Group.Minimum < 0f)
            {
                yield return Pose.Rest.With(parameter, parameter.Group.Minimum);
            }
        }
    }
}
