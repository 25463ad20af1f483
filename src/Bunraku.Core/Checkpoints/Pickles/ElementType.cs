namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>What a tensor's storage holds.</summary>
/// <param name="Name">The name to show.</param>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsFloatingPoint">Whether it can be read as float32.</param>
internal sealed record ElementType(string Name, int Size, bool IsFloatingPoint)
{
    public static ElementType Float32 { get; } = new("float32", 4, true);

    public static ElementType Float64 { get; } = new("float64", 8, true);

    public static ElementType Float16 { get; } = new("float16", 2, true);

    public static ElementType BFloat16 { get; } = new("bfloat16", 2, true);

    public static ElementType Int64 { get; } = new("int64", 8, false);

    public static ElementType Int32 { get; } = new("int32", 4, false);

    public static ElementType Int16 { get; } = new("int16", 2, false);

    public static ElementType Int8 { get; } = new("int8", 1, false);

    public static ElementType UInt8 { get; } = new("uint8", 1, false);

    public static ElementType Bool { get; } = new("bool", 1, false);
}
