using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>
/// One of the tensors that the five networks of a family yield for a pose. Its index counts in the published order, which begins with the last network.
/// </summary>
/// <param name="Index">From 0; the posed image is 0.</param>
/// <param name="Part">What it comes from.</param>
/// <param name="Place">Its place among the outputs of that part, from 0.</param>
/// <param name="Name">The name that commands and files know it by, such as <c>upscaler_merged</c>.</param>
/// <param name="Title">What a user reads, next to the name of its part.</param>
/// <param name="Kind">What its numbers are.</param>
/// <param name="Channels">4 for pictures and one alpha of THA3, 1 for other alphas, 2 for grid changes.</param>
/// <param name="Size">Its width and height in pixels.</param>
public sealed record TeacherOutput(int Index, TeacherPart Part, int Place, string Name, Phrase Title, TeacherOutputKind Kind, int Channels, int Size)
{
    /// <summary>The numbers as a page or a picture file shows them. Weights of four channels become an opaque picture of the weights of red, green and blue; everything else is as it is.</summary>
    /// <param name="values">[channels, size, size].</param>
    public float[] ToShown(float[] values)
    {
        if (Kind != TeacherOutputKind.Alpha || Channels == 1)
        {
            return values;
        }

        int plane = Size * Size;
        return [.. values.Select((value, i) => i < 3 * plane ? (2 * value) - 1 : 1)];
    }
}
