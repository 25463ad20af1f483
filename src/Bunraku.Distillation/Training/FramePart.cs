using System.Globalization;
using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Training;

/// <summary>One of several equal parts of the teacher's frames, for jobs that know nothing of each other.</summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
public sealed record FramePart(int Number, int Count)
{
    /// <summary>All frames.</summary>
    public static FramePart All { get; } = new(1, 1);

    /// <summary>Whether a frame belongs to the part.</summary>
    internal bool Contains(int frame) => frame % Count == Number - 1;

    /// <summary>Reads a part such as <c>3/16</c>.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static FramePart Parse(string text)
    {
        string[] numbers = text.Split('/');
        return numbers.Length == 2
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && number >= 1 && number <= count
            ? new FramePart(number, count)
            : throw new BadInputException($"--part must be a part of a whole, such as 3/16, but is {ForeignText.Quote(text)}.");
    }
}
