namespace Bunraku.Core.Checkpoints;

/// <summary>Named tensors in the order of their file.</summary>
public sealed class StateDict(IEnumerable<KeyValuePair<string, Tensor>> entries)
{
    private readonly OrderedDictionary<string, Tensor> _entries = new(entries, StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<string, Tensor>> Entries => _entries;

    public Tensor this[string name] => _entries[name];
}
