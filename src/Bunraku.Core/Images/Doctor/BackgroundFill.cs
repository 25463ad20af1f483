namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// Finds the background of an opaque picture: what is reached from its border through pixels of nearly one colour. Clothes of that colour stay. The way from the
/// border may not squeeze through a gap in an outline. A large plain surface of a slightly different colour is a wall. At the lower border, where a character
/// leaves the picture, the way begins only outside of the character.
/// </summary>
internal sealed class BackgroundFill
{
    /// <summary>The marks: reached from the border, or enclosed by the character in a patch that is worth removing.</summary>
    public const byte Reached = 1, Enclosed = 2;

    private const byte Free = 0, Candidate = 3, Ignored = 4;

    /// <summary>Smaller enclosed patches of the colour are highlights and the like, for a picture of 512 pixels.</summary>
    private const int LeastPatch = 24;

    /// <summary>What only a narrow gap leads to is background if it is smaller, as between strands of hair, and clothes if it is larger.</summary>
    private const int LargestBehindGap = 700;

    /// <summary>A plain surface has at least this many pixels; neighbours in it differ at most by this in each channel.</summary>
    private const int LeastSurface = 250, LargestStep = 2;

    /// <summary>A surface of another colour is at least this far from the background's, as a share of the tolerance.</summary>
    private const double LeastContrast = 0.3;

    private readonly StraightImage _image;
    private readonly BackgroundCut _cut;
    private readonly byte[] _marks;
    private readonly int[] _queue;
    private readonly double _enlarged;

    private BackgroundFill(StraightImage image, BackgroundCut cut)
    {
        (_image, _cut) = (image, cut);
        _marks = new byte[image.Width * image.Height];
        _queue = new int[_marks.Length];
        double side = Math.Max(image.Width, image.Height) / 512.0;
        _enlarged = Math.Max(1, side * side);
    }

    /// <summary>Marks the background: [height, width] of 0, <see cref="Reached"/> or <see cref="Enclosed"/>.</summary>
    public static byte[] Find(StraightImage image, BackgroundCut cut)
    {
        var fill = new BackgroundFill(image, cut);
        fill.FindCandidates();
        fill.SpreadFromBorder();
        fill.MarkPatches();
        return fill._marks;
    }

    private void FindCandidates()
    {
        var distance = new ColorDistance(_cut.Color);
        float[] distances = new float[_marks.Length];
        for (int i = 0; i < _marks.Length; i++)
        {
            ReadOnlySpan<byte> pixel = _image.Pixels.AsSpan(4 * i, 4);
            distances[i] = pixel[3] == 0 ? 0 : distance.To(pixel);
            _marks[i] = distances[i] <= _cut.Tolerance ? Candidate : Free;
        }

        byte[] surfaces = [.. _marks];
        for (int i = 0; i < surfaces.Length; i++)
        {
            int count = surfaces[i] == Candidate ? Flood(surfaces, Take(surfaces, i, Reached, 0), Reached, IsSameSurface) : 0;
            if (count >= LeastSurface * _enlarged && !TouchesBorder(count) && MeanOf(distances, count) > LeastContrast * _cut.Tolerance)
            {
                Mark(count, Free);
            }
        }
    }

    /// <summary>Through the pixels that have only candidates around them, and from there as far as they reach: that is nowhere through a gap of one or two pixels.</summary>
    private void SpreadFromBorder()
    {
        int radius = Math.Max(1, Math.Max(_image.Width, _image.Height) / 768);
        bool[] nearWall = Widened(i => _marks[i] != Candidate, radius);
        byte[] wide = new byte[_marks.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = nearWall[i] ? Free : Candidate;
        }

        int count = 0;
        foreach (int pixel in BorderOutsideOfCharacter())
        {
            count = Take(wide, pixel, Reached, count);
        }

        Flood(wide, count, Reached);
        bool[] reached = Widened(i => wide[i] == Reached, radius);
        for (int i = 0; i < _marks.Length; i++)
        {
            _marks[i] = _marks[i] == Candidate && reached[i] ? Reached : _marks[i];
        }
    }

    /// <summary>The upper, left and right border, and the lower one from both corners to the first pixel that is not of the background's colour.</summary>
    private IEnumerable<int> BorderOutsideOfCharacter()
    {
        (int width, int height) = (_image.Width, _image.Height);
        int last = (height - 1) * width;
        IEnumerable<int> lower = Enumerable.Range(last, width);
        return
        [
            .. Enumerable.Range(0, width),
            .. Enumerable.Range(0, height).SelectMany(row => new[] { row * width, (row * width) + width - 1 }),
            .. lower.TakeWhile(pixel => _marks[pixel] == Candidate),
            .. lower.Reverse().TakeWhile(pixel => _marks[pixel] == Candidate),
        ];
    }

    /// <summary>What was not reached: small patches behind a gap are background, large ones and enclosed ones are marked as such.</summary>
    private void MarkPatches()
    {
        for (int i = 0; i < _marks.Length; i++)
        {
            if (_marks[i] != Candidate)
            {
                continue;
            }

            int count = Flood(_marks, Take(_marks, i, Enclosed, 0), Enclosed);
            bool isOpen = IsBesideReached(count);
            Mark(count, isOpen && count < LargestBehindGap * _enlarged ? Reached : count < LeastPatch * _enlarged ? Ignored : Enclosed);
        }

        for (int i = 0; i < _marks.Length; i++)
        {
            _marks[i] = _marks[i] == Ignored ? Free : _marks[i];
        }
    }

    private bool IsBesideReached(int count)
    {
        int width = _image.Width;
        for (int k = 0; k < count; k++)
        {
            int pixel = _queue[k];
            if ((pixel % width > 0 && _marks[pixel - 1] == Reached) || (pixel % width < width - 1 && _marks[pixel + 1] == Reached)
                || (pixel >= width && _marks[pixel - width] == Reached) || (pixel + width < _marks.Length && _marks[pixel + width] == Reached))
            {
                return true;
            }
        }

        return false;
    }

    private bool TouchesBorder(int count)
    {
        int width = _image.Width;
        return Array.FindIndex(_queue, 0, count, pixel => pixel < width || pixel % width == 0 || pixel % width == width - 1) >= 0;
    }

    private double MeanOf(float[] distances, int count)
    {
        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            sum += distances[_queue[k]];
        }

        return sum / count;
    }

    private bool IsSameSurface(int one, int other)
    {
        ReadOnlySpan<byte> a = _image.Pixels.AsSpan(4 * one, 3);
        ReadOnlySpan<byte> b = _image.Pixels.AsSpan(4 * other, 3);
        return Math.Abs(a[0] - b[0]) <= LargestStep && Math.Abs(a[1] - b[1]) <= LargestStep && Math.Abs(a[2] - b[2]) <= LargestStep;
    }

    /// <summary>Marks what is in the queue.</summary>
    private void Mark(int count, byte mark)
    {
        for (int k = 0; k < count; k++)
        {
            _marks[_queue[k]] = mark;
        }
    }

    /// <summary>Continues from the pixels in the queue; returns its new end.</summary>
    private int Flood(byte[] marks, int count, byte mark, Func<int, int, bool>? isOpen = null)
    {
        int width = _image.Width;
        for (int next = 0; next < count; next++)
        {
            int pixel = _queue[next];
            int column = pixel % width;
            count = column > 0 && (isOpen?.Invoke(pixel, pixel - 1) ?? true) ? Take(marks, pixel - 1, mark, count) : count;
            count = column < width - 1 && (isOpen?.Invoke(pixel, pixel + 1) ?? true) ? Take(marks, pixel + 1, mark, count) : count;
            count = pixel >= width && (isOpen?.Invoke(pixel, pixel - width) ?? true) ? Take(marks, pixel - width, mark, count) : count;
            count = pixel + width < marks.Length && (isOpen?.Invoke(pixel, pixel + width) ?? true) ? Take(marks, pixel + width, mark, count) : count;
        }

        return count;
    }

    private int Take(byte[] marks, int pixel, byte mark, int count)
    {
        if (marks[pixel] != Candidate)
        {
            return count;
        }

        marks[pixel] = mark;
        _queue[count] = pixel;
        return count + 1;
    }

    private bool[] Widened(Func<int, bool> isSet, int radius) => SolidNeighborhood.Of(isSet, _image.Width, _image.Height, radius);
}
