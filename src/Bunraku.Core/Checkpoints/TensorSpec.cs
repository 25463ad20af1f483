using System.Collections.Immutable;

namespace Bunraku.Core.Checkpoints;

/// <summary>A tensor that a network must have: its state-dict key and its shape.</summary>
public sealed record TensorSpec
{
    /// <param name="key">The state-dict key.</param>
    /// <param name="shape">The sizes of the dimensions.</param>
    public TensorSpec(string key, params ReadOnlySpan<int> shape)
    {
        Key = key;
        Shape = [.. shape];
        Count = 1;
        foreach (int size in shape)
        {
            Count = checked(Count * size);
        }
    }

    /// <summary>The state-dict key.</summary>
    public string Key { get; }

    /// <summary>The sizes of the dimensions.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of elements.</summary>
    public int Count { get; }
}
