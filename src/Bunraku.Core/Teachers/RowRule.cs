namespace Bunraku.Core.Teachers;

/// <summary>The values of some rows of a tensor; a row is all that has the same index in the first dimension.</summary>
/// <param name="FirstRow">The first row.</param>
/// <param name="PastLastRow">The row after the last.</param>
/// <param name="Offset">The middle of the values.</param>
/// <param name="Scale">How far they lie from the middle at most.</param>
internal readonly record struct RowRule(int FirstRow, int PastLastRow, double Offset, double Scale);
