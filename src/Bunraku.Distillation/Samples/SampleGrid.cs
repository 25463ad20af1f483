using Bunraku.Core.Images;

namespace Bunraku.Distillation.Samples;

/// <summary>A picture made of equal square cells in rows and columns.</summary>
internal sealed class SampleGrid(int rows, int columns, int cellSize)
{
    private readonly byte[] _cell = new byte[4 * cellSize * cellSize];

    /// <summary>The whole picture.</summary>
    public StraightImage Picture { get; } = new(columns * cellSize, rows * cellSize);

    /// <summary>Draws a cell.</summary>
    /// <param name="row">From the top, 0 first.</param>
    /// <param name="column">From the left, 0 first.</param>
    /// <param name="draw">Fills [cellSize, cellSize, 4], every byte.</param>
    public void Draw(int row, int column, Action<Span<byte>> draw)
    {
        draw(_cell);
        Paste(row, column, _cell);
    }

    /// <summary>Puts pixels into a cell.</summary>
    /// <param name="row">From the top, 0 first.</param>
    /// <param name="column">From the left, 0 first.</param>
    /// <param name="pixels">[cellSize, cellSize, 4].</param>
    public void Paste(int row, int column, ReadOnlySpan<byte> pixels)
    {
        int rowBytes = 4 * cellSize;
        for (int line = 0; line < cellSize; line++)
        {
            int start = 4 * ((((row * cellSize) + line) * Picture.Width) + (column * cellSize));
            pixels.Slice(line * rowBytes, rowBytes).CopyTo(Picture.Pixels.AsSpan(start, rowBytes));
        }
    }
}
