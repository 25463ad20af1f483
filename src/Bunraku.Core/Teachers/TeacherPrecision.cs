using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>The numbers that most of the teacher is computed with.</summary>
public enum TeacherPrecision
{
    /// <summary><see cref="Reduced"/> where the processor computes it and pictures stay nearly the same, else <see cref="Full"/>.</summary>
    Auto,

    /// <summary>float32, as published.</summary>
    Full,

    /// <summary>The convolutions in bfloat16, numbers of half the size; grids, colours and alphas in float32.</summary>
    Reduced,
}

/// <summary>How users write a precision.</summary>
public static class TeacherPrecisions
{
    private static readonly string[] Words = ["auto", "float32", "bfloat16"];

    /// <summary>All of their words.</summary>
    public static string[] Names => [.. Words];

    /// <summary>The word of a precision.</summary>
    public static string NameOf(TeacherPrecision precision) => Words[(int)precision];

    /// <summary>The precision of a word.</summary>
    /// <exception cref="BadInputException">It is none of them.</exception>
    public static TeacherPrecision Parse(string word) => Array.IndexOf(Words, word) is >= 0 and int place
        ? (TeacherPrecision)place
        : throw new BadInputException($"{ForeignText.Quote(word)} is not a precision. Use auto, float32 or bfloat16.");
}
