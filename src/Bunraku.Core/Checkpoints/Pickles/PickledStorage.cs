namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>A reference to the elements of one or more tensors.</summary>
/// <param name="Key">The name of the archive's entry below <c>data/</c>.</param>
/// <param name="Type">What an element is.</param>
/// <param name="Count">The number of elements.</param>
internal sealed record PickledStorage(string Key, ElementType Type, long Count);
