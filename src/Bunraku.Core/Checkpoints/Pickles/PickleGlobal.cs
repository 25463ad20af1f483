namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>A Python object that a checkpoint may name. There are no others: what is not in this table is refused.</summary>
/// <param name="Name">Module and name.</param>
/// <param name="StorageType">The element type, where it is a class of storages.</param>
internal sealed record PickleGlobal(string Name, ElementType? StorageType = null)
{
    public static PickleGlobal OrderedDictionary { get; } = new("collections OrderedDict");

    public static PickleGlobal RebuildTensor { get; } = new("torch._utils _rebuild_tensor_v2");

    public static PickleGlobal RebuildParameter { get; } = new("torch._utils _rebuild_parameter");

    public static PickleGlobal FloatStorage { get; } = new("torch FloatStorage", ElementType.Float32);

    private static readonly Dictionary<string, PickleGlobal> Allowed = new[]
    {
        OrderedDictionary,
        RebuildTensor,
        RebuildParameter,
        FloatStorage,
        new PickleGlobal("torch DoubleStorage", ElementType.Float64),
        new PickleGlobal("torch HalfStorage", ElementType.Float16),
        new PickleGlobal("torch BFloat16Storage", ElementType.BFloat16),
        new PickleGlobal("torch LongStorage", ElementType.Int64),
        new PickleGlobal("torch IntStorage", ElementType.Int32),
        new PickleGlobal("torch ShortStorage", ElementType.Int16),
        new PickleGlobal("torch CharStorage", ElementType.Int8),
        new PickleGlobal("torch ByteStorage", ElementType.UInt8),
        new PickleGlobal("torch BoolStorage", ElementType.Bool),
    }.ToDictionary(global => global.Name, StringComparer.Ordinal);

    /// <summary>The allowed object of that name ("module name"), or null.</summary>
    public static PickleGlobal? Find(string name) => Allowed.GetValueOrDefault(name);
}
