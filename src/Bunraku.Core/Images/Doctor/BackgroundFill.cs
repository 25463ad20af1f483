namespace Bunraku.Core.Images.Doctor;

/// <summary>Finds the background of an opaque picture: what is reached from its border through pixels of nearly one colour.</summary>
internal static class BackgroundFill
{
    /// <summary>Smaller enclosed patches of the colour are highlights and the like, for a picture of 512 pixels.</summary>
    private const int LeastPatch = 24;

    /// <summary>The marks: reached from the border, or enclosed by the character in a patch that is worth removing.</summary>
    public const byte Reached = 1, Enclosed = 2;

    private const byte Candidate = 3, Ignored = 4;

    /// <summary>Marks the background: [height, width] of 0, <see cref="Reached"/> or <see cref="Enclosed"/>.</summary>
    public static byte[] Find(StraightImage image, BackgroundCut cut)
    {
        byte[] marks = Candidates(image, cut);
        int[] queue = new int[marks.Length];
        SpreadFromBorder(marks, image.Width, image.Height, queue);
        MarkPatches(marks, image, queue);
        for (int i = 0; i < marks.Length; i++)
        {
            marks[i] = marks[i] == Ignored ? (byte)0 : marks[i];
        }

        return marks;
    }

    private static byte[] Candidates(StraightImage image, BackgroundCut cut)
    {
        var distance = new ColorDistance(cut.Color);
        byte[] marks = new byte[image.Width * image.Height];
        for (int i = 0; i < marks.Length; i++)
        {
            ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(4 * i, 4);
            marks[i] = pixel[3] == 0 || distance.To(pixel) <= cut.Tolerance ? Candidate : (byte)0;
        }

        return marks;
    }

    private static void SpreadFromBorder(byte[] marks, int width, int height, int[] queue)
    {
        int count = 0;
        for (int column = 0; column < width; column++)
        {
            count = Take(marks, column, Reached, queue, count);
            count = Take(marks, ((height - 1) * width) + column, Reached, queue, count);
        }

        for (int row = 0; row < height; row++)
        {
            count = Take(marks, row * width, Reached, queue, count);
            count = Take(marks, (row * width) + width - 1, Reached, queue, count);
        }

        Flood(marks, width, Reached, queue, count);
    }

    /// <summary>Continues from the pixels in the queue; returns its new end.</summary>
    private static int Flood(byte[] marks, int width, byte mark, int[] queue, int count)
    {
        for (int next = 0; next < count; next++)
        {
            int pixel = queue[next];
            int column = pixel % width;
            count = column > 0 ? Take(marks, pixel - 1, mark, queue, count) : count;
            count = column < width - 1 ? Take(marks, pixel + 1, mark, queue, count) : count;
            count = pixel >= width ? Take(marks, pixel - width, mark, queue, count) : count;
            count = pixel + width < marks.Length ? Take(marks, pixel + width, mark, queue, count) : count;
        }

        return count;
    }

    private static int Take(byte[] marks, int pixel, byte mark, int[] queue, int count)
    {
        if (marks[pixel] != Candidate)
        {
            return count;
        }

        marks[pixel] = mark;
        queue[count] = pixel;
        return count + 1;
    }

    private static void MarkPatches(byte[] marks, StraightImage image, int[] queue)
    {
        double enlarged = Math.Max(image.Width, image.Height) / 512.0;
        int least = (int)Math.Max(LeastPatch, LeastPatch * enlarged * enlarged);
        for (int i = 0; i < marks.Length; i++)
        {
            if (marks[i] != Candidate)
            {
                continue;
            }

            int count = Flood(marks, image.Width, Enclosed, queue, Take(marks, i, Enclosed, queue, 0));
            for (int k = 0; k < count && count < least; k++)
            {
                marks[queue[k]] = Ignored;
            }
        }
    }
}
