using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>The five files of weights cannot be used; the message lists everything that is wrong with them.</summary>
public sealed class TeacherWeightsException : BadInputException
{
    internal TeacherWeightsException(string place, IReadOnlyList<string> problems)
        : base($"{place}: the teacher's weights cannot be used, for {problems.Count} reasons:", problems) =>
        Problems = problems;

    /// <summary>One sentence or two about every file that is wrong.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>What to say about files that are not there.</summary>
    /// <param name="place">The folder or archive that was searched.</param>
    /// <param name="fileNames">The names of the missing files.</param>
    internal static string Missing(string place, IEnumerable<string> fileNames) =>
        $"{place}: {string.Join(", ", fileNames)} {(fileNames.Count() == 1 ? "is" : "are")} missing. "
        + "The teacher's weights are five files, which the README of pkhungurn/talking-head-anime-4-demo links to as one ZIP archive (there they are unpacked into data/tha4). "
        + "Download it, then: bunraku models import tha4 <the archive, or the folder it was unpacked into>.";
}
