using System.Diagnostics.CodeAnalysis;

namespace Bunraku.Core.Checkpoints;

/// <summary>Named tensors in the order of their file.</summary>
/// <param name="entries">The tensors with their names.</param>
/// <exception cref="ArgumentException">A name occurs twice.</exception>
public sealed class StateDict(IEnumerable<KeyValuePair<string, Tensor>> entries)
{
    private readonly OrderedDictionary<string, Tensor> _entries = new(entries, StringComparer.Ordinal);

    /// <summary>The tensors with their names, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> Entries => _entries;

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no tensor of this name.</exception>
    public Tensor this[string name] => _entries[name];

    /// <summary>Finds the tensor of a name; false where there is none.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Tensor? tensor) => _entries.TryGetValue(name, out tensor);
}
