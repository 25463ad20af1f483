namespace Bunraku.Conv.Tests.Reference;

/// <summary>Square planes of float64 values: [channel][row][column].</summary>
internal sealed class Planes(int channels, int size)
{
    public int Channels => channels;

    public int Size => size;

    public double[] Values { get; } = new double[channels * size * size];

    public double this[int channel, int row, int column]
    {
        get => Values[(((channel * size) + row) * size) + column];
        set => Values[(((channel * size) + row) * size) + column] = value;
    }

    public static Planes From(ReadOnlySpan<float> values, int channels, int size)
    {
        var planes = new Planes(channels, size);
        for (int i = 0; i < planes.Values.Length; i++)
        {
            planes.Values[i] = values[i];
        }

        return planes;
    }

    public Span<double> Row(int channel, int row) => Values.AsSpan(((channel * size) + row) * size, size);

    /// <summary>Some of the channels, as a copy.</summary>
    public Planes Take(int first, int count)
    {
        var part = new Planes(count, size);
        Array.Copy(Values, first * size * size, part.Values, 0, part.Values.Length);
        return part;
    }
}
