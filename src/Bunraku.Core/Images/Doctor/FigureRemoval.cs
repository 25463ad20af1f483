namespace Bunraku.Core.Images.Doctor;

/// <summary>Takes specks and other figures out of a picture, together with their soft edges.</summary>
internal static class FigureRemoval
{
    /// <summary>Removes them in place.</summary>
    public static void Apply(StraightImage image, bool specks, bool others)
    {
        Figures figures = Figures.Of(image);
        bool[] removed = new bool[figures.All.Length + 1];
        foreach (Figure figure in (specks ? figures.Specks : []).Concat(others ? figures.Others : []))
        {
            removed[figure.Label] = true;
        }

        if (!removed.Contains(true))
        {
            return;
        }

        int reach = SolidNeighborhood.RadiusFor(image);
        for (int i = 0; i < figures.Labels.Length; i++)
        {
            if (image.Pixels[(4 * i) + 3] > 0 && (removed[figures.Labels[i]] || IsEdgeOfRemoved(figures.Labels, i, image.Width, reach, removed)))
            {
                image.Pixels.AsSpan(4 * i, 4).Clear();
            }
        }
    }

    /// <summary>Whether a soft pixel has a removed figure nearby and no kept one.</summary>
    private static bool IsEdgeOfRemoved(int[] labels, int pixel, int width, int reach, bool[] removed)
    {
        if (labels[pixel] != 0)
        {
            return false;
        }

        (int row, int column) = (pixel / width, pixel % width);
        bool found = false;
        for (int y = Math.Max(0, row - reach); y <= Math.Min((labels.Length / width) - 1, row + reach); y++)
        {
            for (int x = Math.Max(0, column - reach); x <= Math.Min(width - 1, column + reach); x++)
            {
                int label = labels[(y * width) + x];
                if (label != 0 && !removed[label])
                {
                    return false;
                }

                found |= label != 0;
            }
        }

        return found;
    }
}
