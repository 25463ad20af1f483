namespace Bunraku.Core.Teachers;

/// <summary>How far the loading of the five networks is.</summary>
/// <param name="FileName">The file that is read now.</param>
/// <param name="Finished">How many files are finished.</param>
/// <param name="Count">How many there are.</param>
public sealed record TeacherLoading(string FileName, int Finished, int Count);
