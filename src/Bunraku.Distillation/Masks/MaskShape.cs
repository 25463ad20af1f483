namespace Bunraku.Distillation.Masks;

/// <summary>A square picture of black and white, and what can be done to its shapes.</summary>
/// <param name="side">Its width and height in pixels.</param>
internal sealed class MaskShape(int side)
{
    private readonly bool[] _pixels = new bool[side * side];

    public bool this[int pixel]
    {
        get => _pixels[pixel];
        set => _pixels[pixel] = value;
    }

    /// <summary>[side, side]: 1 where it is white, else 0.</summary>
    public float[] ToValues() => [.. _pixels.Select(white => white ? 1f : 0f)];

    /// <summary>White wherever a white pixel is at most so far away.</summary>
    public MaskShape Grown(int radius) => Map((row, column) => AnyWithin(row, column, radius, white: true));

    /// <summary>Gaps narrower than twice the radius become white; the outline stays.</summary>
    public MaskShape Closed(int radius)
    {
        MaskShape grown = Grown(radius);
        return Map((row, column) => !grown.AnyWithin(row, column, radius, white: false));
    }

    /// <summary>White parts (pixels that touch by a side) of fewer pixels become black.</summary>
    public MaskShape WithoutSpecks(int smallest)
    {
        var kept = new MaskShape(side);
        foreach (List<int> part in Parts().Where(part => part.Count >= smallest))
        {
            part.ForEach(pixel => kept[pixel] = true);
        }

        return kept;
    }

    /// <summary>The white parts that have a pixel in a place.</summary>
    public MaskShape Touching(MaskShape place)
    {
        var kept = new MaskShape(side);
        foreach (List<int> part in Parts().Where(part => part.Exists(pixel => place[pixel])))
        {
            part.ForEach(pixel => kept[pixel] = true);
        }

        return kept;
    }

    /// <summary>In each white part, what lies between two of its pixels of a row or of a column becomes white.</summary>
    public MaskShape Spanned()
    {
        var spanned = new MaskShape(side);
        foreach (List<int> part in Parts())
        {
            foreach (IGrouping<int, int> row in part.GroupBy(pixel => pixel / side))
            {
                spanned.Fill(row.Min(), row.Max(), step: 1);
            }

            foreach (IGrouping<int, int> column in part.GroupBy(pixel => pixel % side))
            {
                spanned.Fill(column.Min(), column.Max(), step: side);
            }
        }

        return spanned;
    }

    private void Fill(int first, int last, int step)
    {
        for (int pixel = first; pixel <= last; pixel += step)
        {
            _pixels[pixel] = true;
        }
    }

    private MaskShape Map(Func<int, int, bool> isWhite)
    {
        var result = new MaskShape(side);
        for (int pixel = 0; pixel < _pixels.Length; pixel++)
        {
            result[pixel] = isWhite(pixel / side, pixel % side);
        }

        return result;
    }

    private bool AnyWithin(int row, int column, int radius, bool white)
    {
        for (int i = Math.Max(0, row - radius); i <= Math.Min(side - 1, row + radius); i++)
        {
            int width = (int)Math.Sqrt((radius * radius) - ((i - row) * (i - row)));
            for (int j = Math.Max(0, column - width); j <= Math.Min(side - 1, column + width); j++)
            {
                if (_pixels[(i * side) + j] == white)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private IEnumerable<List<int>> Parts()
    {
        bool[] seen = new bool[_pixels.Length];
        for (int start = 0; start < _pixels.Length; start++)
        {
            if (!seen[start] && _pixels[start])
            {
                yield return PartAt(start, seen);
            }
        }
    }

    private List<int> PartAt(int start, bool[] seen)
    {
        var part = new List<int>();
        var open = new Stack<int>([start]);
        seen[start] = true;
        while (open.TryPop(out int pixel))
        {
            part.Add(pixel);
            foreach (int next in Neighbours(pixel).Where(next => !seen[next] && _pixels[next]))
            {
                seen[next] = true;
                open.Push(next);
            }
        }

        return part;
    }

    private IEnumerable<int> Neighbours(int pixel)
    {
        (int row, int column) = (pixel / side, pixel % side);
        if (row > 0)
        {
            yield return pixel - side;
        }

        if (row < side - 1)
        {
            yield return pixel + side;
        }

        if (column > 0)
        {
            yield return pixel - 1;
        }

        if (column < side - 1)
        {
            yield return pixel + 1;
        }
    }
}
