namespace Bunraku.Core.Machine;

/// <summary>One line about the computer and how Bunraku computes on it.</summary>
/// <param name="Name">What the line is about, such as <c>processor</c>.</param>
/// <param name="Value">What was found.</param>
/// <param name="IsGood">False where this part of Bunraku cannot be used here.</param>
public sealed record MachineFact(string Name, string Value, bool IsGood = true);
