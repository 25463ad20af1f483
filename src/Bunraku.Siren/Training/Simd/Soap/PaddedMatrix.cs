using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Training.Simd.Soap;

/// <summary>A row-major matrix whose rows and columns are filled up with zeros to multiples of 32, so that kernels need no rest.</summary>
internal readonly unsafe struct PaddedMatrix
{
    private const int Multiple = 32;

    /// <param name="memory">Where it is kept; it begins as zeros.</param>
    /// <param name="rows">Rows that mean something.</param>
    /// <param name="columns">Columns that mean something.</param>
    public PaddedMatrix(EngineMemory memory, int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        Values = memory.Take(Floats(rows, columns));
    }

    public float* Values { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int PaddedRows => Padded(Rows);

    /// <summary>Floats from one row to the next.</summary>
    public int Stride => Padded(Columns);

    public ref float this[int row, int column] => ref Values[(row * Stride) + column];

    /// <summary>What a matrix takes.</summary>
    public static int Floats(int rows, int columns) => Padded(rows) * Padded(columns);

    public Span<float> Row(int row) => new(Values + (row * Stride), Columns);

    /// <summary>Reads a row-major matrix without padding.</summary>
    public void Read(float* source)
    {
        for (int row = 0; row < Rows; row++, source += Columns)
        {
            new Span<float>(source, Columns).CopyTo(Row(row));
        }
    }

    /// <summary>Writes a row-major matrix without padding.</summary>
    public void Write(Span<float> target)
    {
        for (int row = 0; row < Rows; row++)
        {
            Row(row).CopyTo(target[(row * Columns)..]);
        }
    }

    /// <summary>Becomes the transpose of another.</summary>
    public void SetTransposed(PaddedMatrix source)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                this[row, column] = source[column, row];
            }
        }
    }

    private static int Padded(int count) => (count + Multiple - 1) / Multiple * Multiple;
}
