using System.Diagnostics.CodeAnalysis;

namespace Bunraku.Core.Checkpoints;

/// <summary>Named tensors in the order of their file.</summary>
/// <param name="entries">The tensors with their names.</param>
/// <exception cref="ArgumentException">A name occurs twice.</exception>
public sealed class StateDict(IEnumerable<KeyValuePair<string, Tensor>> entries)
{
    private readonly OrderedDictionary<string, Tensor> _entries = new(entries, StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<string, Tensor>> Entries => _entries;

    public Tensor this[string name] => _entries[name];

    public bool TryGet(string name, [NotNullWhen(true)] out Tensor? tensor) => _entries.TryGetValue(name, out tensor);
}
